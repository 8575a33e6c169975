/** V1, V3, V7 and V13: every message against what the simulator took of it. */
import { acceptsByMessage, type Evidence, type Seen, violation, type Violation } from "./evidence.ts";

type MessageRow = {
  id: string;
  state: string;
  accountId: string;
  twilioSid: string;
  phone: string;
  senderPhone: string | null;
  contentSid: string;
  expiresAtMs: number;
  /** SIDs of its attempts. */
  sids: string[];
  /** An attempt of it is in doubt, where a person sees it. */
  inDoubt: boolean;
  /** Attempts after which another may follow although it may have been taken: a person said so, or Twilio reported that it failed. */
  released: number;
};

/** States in which nothing of a message can have been accepted. */
const NEVER_TAKEN = new Set(["queued", "suppressed", "cancelled", "expired", "rejected"]);
/** The clocks of the simulator and of PostgreSQL are this machine's; a busy simulator reads its own so late. */
const CLOCK_READ_LATE_MS = 1_000;

/** Nobody twice, nothing without a trace, nobody else's credentials, nothing too late. Campaign by campaign, so that a large run fits in memory. */
export async function messageInvariants({ db, seen }: Evidence): Promise<Violation[]> {
  const accepts = acceptsByMessage(seen);
  const unplaced = new Set(accepts.keys());
  const { rows: campaigns } = await db.query<{ id: string }>(`select id from campaign where launched_at is not null order by id`);
  const broken = noneBroken();
  for (const { id } of campaigns) {
    const { rows } = await db.query<MessageRow>(MESSAGES, [id]);
    const people = new Map<string, number>();
    for (const row of rows) {
      unplaced.delete(row.id);
      const taken = accepts.get(row.id) ?? [];
      judge(row, taken, broken);
      const [first] = taken;
      if (first) people.set(first.to, (people.get(first.to) ?? 0) + Math.max(0, taken.length - row.released));
    }
    for (const [to, count] of people) if (count > 1) broken.twice.push(`campaign ${id}: ${count} times, last digits ${to.slice(-4)}`);
  }
  for (const messageId of unplaced) broken.orphans.push(`message ${messageId || "without a callback address"} is not in the database`);
  return [
    ...violation("V1", "one person was accepted more than once for one campaign", broken.twice),
    ...violation("V1", "a message counts as accepted that the simulator never took", broken.ghosts),
    ...violation("V1", "a message was taken that counts as never sent", broken.denied),
    ...violation("V3", "the simulator took a message whose SID is not here, and nobody is in doubt of it", broken.orphans),
    ...violation("V7", "a message went out with another account's credentials, sender, template or person", broken.foreign),
    ...violation("V13", "a message was taken after its campaign had expired", broken.late),
  ];
}

const noneBroken = () => ({ twice: [] as string[], ghosts: [] as string[], denied: [] as string[], orphans: [] as string[], foreign: [] as string[], late: [] as string[] });

function judge(row: MessageRow, taken: Seen[], broken: ReturnType<typeof noneBroken>): void {
  const name = `message ${row.id} (${row.state})`;
  if (taken.length > 1 + row.released) broken.twice.push(`${name}: ${taken.length} times, attempts ${taken.map(({ n }) => n).join(", ")}`);
  if (row.state === "accepted" && taken.length === 0) broken.ghosts.push(name);
  if (taken.length > row.released && NEVER_TAKEN.has(row.state)) broken.denied.push(`${name}, attempt ${taken[0]?.n}`);
  for (const each of taken) {
    if (each.sid !== null && !row.sids.includes(each.sid) && !row.inDoubt) broken.orphans.push(`${name}, attempt ${each.n}`);
    const isOurs = each.accountId === row.accountId && each.accountSid === row.twilioSid && each.to === row.phone && each.contentSid === row.contentSid;
    if (!isOurs || each.from !== row.senderPhone) broken.foreign.push(`${name}, attempt ${each.n}`);
    if (each.receivedAt > row.expiresAtMs + CLOCK_READ_LATE_MS) broken.late.push(name);
  }
}

const MESSAGES = `
select m.id::text, m.state, m.account_id as "accountId", a.twilio_sid as "twilioSid", r.phone, s.phone as "senderPhone", t.content_sid as "contentSid",
       extract(epoch from m.expires_at)::float8 * 1000 as "expiresAtMs", coalesce(tried.sids, '{}') as sids, coalesce(tried.in_doubt, false) as "inDoubt", coalesce(tried.released, 0) as released
from message m
join account a on a.id = m.account_id
join contact r on r.account_id = m.account_id and r.id = m.contact_id
join campaign c on c.account_id = m.account_id and c.id = m.campaign_id
join template t on t.account_id = c.account_id and t.id = c.template_id
left join sender s on s.account_id = m.account_id and s.id = m.sender_id
left join lateral (
  select array_agg(message_sid) filter (where message_sid is not null) as sids,
         bool_or(outcome in ('open', 'ambiguous', 'unconfirmed', 'assumed')) as in_doubt,
         (count(*) filter (where outcome in ('released_by_person', 'failed')))::int as released
  from attempt where account_id = m.account_id and message_id = m.id
) as tried on true
where m.campaign_id = $1`;
