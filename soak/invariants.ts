/** V1 to V14, held against the simulator's log: what must be true whatever was killed, stopped, cut or changed meanwhile. */
import type { Evidence, Violation } from "./evidence.ts";
import { acceptTimesBySender } from "./evidence.ts";
import { messageInvariants } from "./message-invariants.ts";
import { originOf } from "./rate-evidence.ts";
import { type Allowance, fullWindows, type RateFrom, rateViolations, type Stall } from "./rate-invariant.ts";
import { auditInvariant, type CarriedOut, rowInvariants } from "./row-invariants.ts";
import { stopInvariants } from "./stop-invariants.ts";

export type Held = Evidence & {
  /** The rates of each sender, by its phone, in the order in which they held. */
  rates: ReadonlyMap<string, readonly RateFrom[]>;
  allowance: Allowance;
  /** When the simulator itself was late. */
  stalls: readonly Stall[];
  orders: readonly CarriedOut[];
  /** Orders whose answer was lost, as `action subject`: nobody can tell whether they were carried out. */
  doubtful: ReadonlySet<string>;
};

/** Everything, once nothing is under way any more. */
export async function violationsAtRest(held: Held): Promise<Violation[]> {
  return [
    ...(await messageInvariants(held)),
    ...(await rowInvariants(held.db, "at rest")),
    ...(await stopInvariants(held)),
    ...(await everyRate(held)),
    ...(await auditInvariant(held.db, held)),
  ];
}

/** V4 for every sender, with where the messages of its worst window came from. One of which no rate is known may send nothing. */
async function everyRate({ db, seen, rates, allowance, stalls }: Held): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const [sender, times] of acceptTimesBySender(seen)) {
    const full = fullWindows(times, { rates: rates.get(sender) ?? [], allowance, stalls });
    const [window] = full;
    if (window) found.push(...rateViolations(sender, full, await originOf(db, seen.filter(({ from }) => from === sender), { window, stalls })));
  }
  return found;
}
