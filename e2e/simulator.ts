/** What the simulator counted: the oracle of every story. */
import { z } from "zod";
import { app } from "./app.ts";

const Stats = z.object({
  totals: z.object({ accepted: z.number(), requests: z.number() }),
  recipients: z.object({ distinct: z.number(), acceptedMoreThanOnce: z.number() }),
  senders: z.array(z.object({ from: z.string(), accepted: z.number(), maxInAnyOneSecondWindow: z.number() })),
  statuses: z.object({ sent: z.number(), delivered: z.number(), read: z.number(), undelivered: z.number(), failed: z.number() }),
  callbacks: z.object({ underWay: z.number() }),
  movesToCome: z.number(),
});
export type Stats = z.infer<typeof Stats>;

/** The stats of everything since a moment, in ms since 1970. */
export async function statsSince(sinceMs: number): Promise<Stats> {
  const answer = await fetch(`${app().simulatorUrl}/__sim/stats?since=${sinceMs}`);
  return Stats.parse(await answer.json());
}
