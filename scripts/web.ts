/** `npm run web`: the console alone. */
import { spawn } from "node:child_process";
import { settings } from "#lib/env.ts";
import { buildConsole, NEXT } from "./build.ts";
import { ROOT } from "./places.ts";
import { requireFreePort } from "./ports.ts";
import { run } from "./problem.ts";
import { settleForPart } from "./settings.ts";
import { heedSignals, untilStopping } from "./stopping.ts";

heedSignals();
await run(async () => {
  await settleForPart();
  await requireFreePort(settings().port, "PORT");
  await buildConsole();
  const child = spawn(process.execPath, [NEXT, "start", "--port", String(settings().port)], { cwd: ROOT, stdio: "inherit", env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" } });
  void untilStopping().then(() => child.kill("SIGTERM"));
  process.exitCode = await new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 0)));
});
