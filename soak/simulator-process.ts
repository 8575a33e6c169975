/** The simulator of a soak, in a process of its own: a live account with many senders. Tells its parent when it was late itself. */
import { simulatedAccounts } from "#simulator/fixtures.ts";
import { startSimulator } from "#simulator/simulator.ts";
import { simulatorOf } from "./stage-shapes.ts";

const LOOK_EVERY_MS = 10;
/** A timer may be this late without anything having been held up, in milliseconds. */
const USUAL_LATE_MS = 15;

const { senders, mps, seed, speed } = simulatorOf(process.argv.slice(2));
const [sandbox, live] = simulatedAccounts;
const [first] = live.senders;
if (!first) throw new Error("The simulated live account has no sender.");
const numbered = Array.from({ length: senders }, (_, index) => ({ ...first, sid: `XE${String(index).padStart(32, "0")}`, phone: `+49302312${String(7_000 + index)}0`, name: `Sender ${index + 1}`, mps }));
const simulator = await startSimulator({
  accounts: [sandbox, { ...live, senders: numbered }],
  seed,
  speed,
  mps,
  latencyMs: 20,
  outcomes: { failed: 0 },
  callbacks: { duplicated: 0.1, copies: 3, shuffled: 0.1, shuffleMs: 2_000, beforeAnswer: 0.05, noise: 0.005, wrongToken: 0.005 },
});
process.send?.({ kind: "ready", url: simulator.url });

let lastMs = performance.now();
setInterval(() => {
  const now = performance.now();
  const lateMs = now - lastMs - LOOK_EVERY_MS;
  lastMs = now;
  if (lateMs > USUAL_LATE_MS) process.send?.({ kind: "late", endMs: Date.now(), lateMs });
}, LOOK_EVERY_MS);
process.once("disconnect", () => void simulator.stop().then(() => process.exit(0)));
