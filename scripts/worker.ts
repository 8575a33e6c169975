/** `npm run worker`: one worker alone. Any number may run, on any number of machines. */
import { run } from "./problem.ts";
import { settleForPart } from "./settings.ts";

await run(async () => {
  await settleForPart({ simulator: true });
  await import("../worker/main.ts");
});
