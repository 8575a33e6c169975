/** The simulator of a soak, in a process of its own: a live account with many senders. Tells its parent when it was behind what lay in its sockets. */
import { get } from "node:http";
import { simulatedAccounts } from "#simulator/fixtures.ts";
import { startSimulator } from "#simulator/simulator.ts";
import { simulatorOf } from "./stage-shapes.ts";

const LOOK_EVERY_MS = 10;
/** A look may be this late without anything having been held up, in milliseconds. */
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
  tell(now - lastMs - LOOK_EVERY_MS);
  lastMs = now;
}, LOOK_EVERY_MS);
knock();
process.once("disconnect", () => void simulator.stop().then(() => process.exit(0)));

/** Asks itself over a connection of its own, again and again: connections queue where no timer sees them, and a simulator that has slept takes them in one by one. */
function knock(): void {
  const begunMs = performance.now();
  const asked = get(`${simulator.url}/__sim/clock`, { agent: false }, (answer) => {
    tell(performance.now() - begunMs);
    answer.resume();
  });
  // A door that is closed for a while answers nobody.
  asked.once("error", () => undefined).once("close", () => void setTimeout(knock, LOOK_EVERY_MS));
}

function tell(lateMs: number): void {
  if (lateMs > USUAL_LATE_MS) process.send?.({ kind: "late", endMs: Date.now(), lateMs });
}
