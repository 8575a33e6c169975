/** `npm run bench -- NAME [--json]`: measures one thing and prints its figures. */
import { callbackFigures } from "./callbacks.ts";
import { closeAll, closeOnSignal } from "./closing.ts";
import { drainFigures } from "./drain.ts";
import { faultFigures } from "./faults.ts";
import { asJson, asLine, type Figure } from "./figure.ts";
import { historyFigures } from "./history.ts";
import { importFigures } from "./import.ts";
import { ingestFigures } from "./ingest.ts";
import { killFigures } from "./kills.ts";
import { launchFigures } from "./launch.ts";
import { lifecycleFigures } from "./lifecycle.ts";

const BENCHES: Record<string, (args: string[]) => AsyncIterable<Figure>> = {
  callbacks: callbackFigures,
  drain: drainFigures,
  faults: faultFigures,
  history: historyFigures,
  import: importFigures,
  ingest: ingestFigures,
  kills: killFigures,
  launch: launchFigures,
  lifecycle: lifecycleFigures,
};

const [name = "", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) {
  console.error(`There is no bench "${name}". There are: ${Object.keys(BENCHES).join(", ")}. Add --json for one object a line.`);
  process.exit(2);
}
const isEnding = closeOnSignal();
const say = args.includes("--json") ? asJson : asLine;
let misses = 0;
try {
  for await (const figure of bench(args)) {
    console.log(say(figure));
    if (!figure.holds) misses += 1;
  }
} catch (error) {
  // What a bench stands on is taken away from under it when somebody ends it.
  if (!isEnding()) console.error(error);
  misses += 1;
}
await closeAll();
process.exit(misses === 0 ? 0 : 1);
