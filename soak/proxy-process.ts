/** The two lines of a soak in a process of their own: workers to the database, the simulator's webhooks to the workers. */
import { openProxy } from "./proxy.ts";
import { ToProxy } from "./stage-shapes.ts";

const lines = { database: await openProxy(), webhooks: await openProxy() };
process.on("message", (message) => {
  const order = ToProxy.parse(message);
  const line = lines[order.proxy];
  if (order.kind === "cut") line.cut();
  else if (order.kind === "swallow") line.swallow(order.forMs);
  else line.to(order.ports);
});
process.once("disconnect", () => process.exit(0));
process.send?.({ kind: "ready", database: lines.database.port, webhooks: lines.webhooks.port });
