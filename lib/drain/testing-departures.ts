/** A process that notes departures and then waits to be killed, for tests: node lib/drain/testing-departures.ts WORKER INSTALLATION FOLDER MESSAGE-N … */
import { DepartureLog } from "./departure-log.ts";

const [, , worker = "", installation = "", folder = "", ...attempts] = process.argv;
const log = await DepartureLog.open(worker, installation, folder);
if (!log) throw new Error("No departure log can be kept here.");
for (const attempt of attempts) {
  const [messageId = "", n = ""] = attempt.split("-");
  log.note({ messageId, n: Number(n) });
}
console.log("noted");
setInterval(() => undefined, 1_000);
