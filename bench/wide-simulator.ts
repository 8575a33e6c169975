/** The simulator with more senders on its live account than it usually has: `node bench/wide-simulator.ts SENDERS [options of simulator/main.ts]`. */
import { optionsFrom } from "#simulator/command-line.ts";
import { type SimulatedAccount, simulatedAccounts } from "#simulator/fixtures.ts";
import { startSimulator } from "#simulator/simulator.ts";

/** London numbers that are set aside for fiction. */
const FIRST_NUMBER = 442_079_460_200;

const [wanted = "", ...args] = process.argv.slice(2);
const asked = optionsFrom(args);
if (asked.kind !== "run") throw new Error(asked.kind === "problem" ? asked.sentence : "This is not for people.");
const simulator = await startSimulator({ ...asked.options, accounts: simulatedAccounts.map((account) => (account.kind === "live" ? widened(account, Number(wanted)) : account)) });
console.log(`The simulator listens at ${simulator.url}`);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void simulator.stop().then(() => process.exit(0)));

function widened(account: SimulatedAccount, senders: number): SimulatedAccount {
  const [model] = account.senders;
  if (!model) throw new Error("There is no sender to copy.");
  const more = Array.from({ length: Math.max(0, senders - account.senders.length) }, (_, n) => ({ ...model, sid: `XE${String(n).padStart(32, "f")}`, phone: `+${FIRST_NUMBER + n}`, name: `${model.name} ${n}` }));
  return { ...account, senders: [...account.senders, ...more] };
}
