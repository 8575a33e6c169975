/** The plan of a contender that is not ours: the messages that a launch of ours would write, from the same sender, with the same template. */
import { pool } from "#lib/db/connection.ts";
import { live } from "../worker/test-world.ts";
import type { PeerPlan } from "./peers/plan.ts";
import type { Stage } from "./stage.ts";

export async function planFor(stage: Stage, { mps, messages, redisPort }: Pick<PeerPlan, "mps" | "messages" | "redisPort">): Promise<PeerPlan> {
  const { rows } = await pool().query<{ from: string; contentSid: string; variables: { key: string }[] }>(
    `select (select phone from sender where account_id = $1 and status = 'online' order by phone limit 1) as "from", t.content_sid as "contentSid", t.variables
     from template t where t.account_id = $1 and t.status = 'approved' and t.category = 'utility' order by t.name limit 1`,
    [stage.accountId],
  );
  const [chosen] = rows;
  if (!chosen) throw new Error("There is no template to send.");
  const { sid: accountSid, authToken, apiKeySid, apiKeySecret } = live();
  const variables = Object.fromEntries(chosen.variables.map(({ key }) => [key, "Person 1000"]));
  const { from, contentSid } = chosen;
  return { simulatorUrl: stage.simulatorUrl, databaseUrl: stage.databaseUrl, accountSid, authToken, apiKey: { sid: apiKeySid, secret: apiKeySecret }, from, contentSid, variables, mps, messages, redisPort };
}
