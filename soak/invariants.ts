/** V1 to V14, held against the simulator's log: what must be true whatever was killed, stopped, cut or changed meanwhile. */
import type { Evidence, Violation } from "./evidence.ts";
import { acceptTimesBySender } from "./evidence.ts";
import { messageInvariants } from "./message-invariants.ts";
import { fullestSecond } from "./rate-evidence.ts";
import { type Allowance, type RateFrom, rateInvariant, type Stall } from "./rate-invariant.ts";
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
    ...(await withEvidence(held)),
    ...(await auditInvariant(held.db, held)),
  ];
}

/** V4, with where the messages of a sender's fullest second came from. */
async function withEvidence(held: Held): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const seen of Map.groupBy(held.seen, ({ from }) => from).values()) {
    const violations = rateViolations({ ...held, seen });
    const origin = violations.length === 0 ? [] : [await fullestSecond(held.db, seen)];
    found.push(...violations.map((each) => ({ ...each, examples: [...origin, ...each.examples] })));
  }
  return found;
}

/** V4 for every sender. One of which no rate is known may send nothing. */
export function rateViolations({ seen, rates, allowance, stalls }: Pick<Held, "seen" | "rates" | "allowance" | "stalls">): Violation[] {
  return Array.from(acceptTimesBySender(seen)).flatMap(([sender, times]) => rateInvariant(sender, times, { rates: rates.get(sender) ?? [], allowance, stalls }));
}
