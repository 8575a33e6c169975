/** V2, V8, V9, V11, V12 and V14: what our own rows must agree on among themselves. */
import type { Queryable } from "#lib/db/connection.ts";
import { type Invariant, violation, type Violation } from "./evidence.ts";

const ROWS_MAX = 1_000;

type Rule = { invariant: Invariant; what: string; /** Selects one text for each breach. */ broken: string };

/** What holds at every moment, also in the middle of a storm. */
const ALWAYS: Rule[] = [
  {
    invariant: "V2",
    what: "a launched campaign has other people than its audience",
    broken: `select c.id::text || ': ' || c.audience || ' people, ' || n.messages || ' messages' as broken
             from campaign c, lateral (select count(*) as messages, count(*) filter (where suppression is null or suppression = 'opted_out') as maybe from message m where m.campaign_id = c.id) as n
             where c.launched_at is not null and c.audience <> n.messages`,
  },
  {
    invariant: "V2",
    what: "the counters of a campaign are not the counts of its messages",
    broken: `select c.id::text || ': ' || tally.told || ' told, ' || counted.there || ' there' as broken
             from campaign c,
               lateral (select concat_ws(' ', coalesce(sum(accepted), 0), coalesce(sum(rejected), 0), coalesce(sum(unknown), 0), coalesce(sum(cancelled), 0), coalesce(sum(expired), 0)) as told from campaign_tally t where t.campaign_id = c.id) as tally,
               lateral (select concat_ws(' ', count(*) filter (where state = 'accepted'), count(*) filter (where state = 'rejected'), count(*) filter (where state = 'unknown'), count(*) filter (where state = 'cancelled'), count(*) filter (where state = 'expired')) as there
                        from message m where m.campaign_id = c.id) as counted
             where c.launched_at is not null and tally.told <> counted.there`,
  },
  {
    invariant: "V9",
    what: "a finished campaign has a message that is not",
    broken: `select c.id::text || ': message ' || m.id || ' ' || m.state as broken from campaign c join message m on m.campaign_id = c.id where c.finished_at is not null and m.state in ('queued', 'sending')`,
  },
  {
    invariant: "V11",
    what: "an attempt is open for more than a minute",
    broken: `select message_id || '-' || n as broken from attempt where outcome = 'open' and slot_at < app_now() - interval '60 seconds'`,
  },
  {
    invariant: "V11",
    what: "an attempt is in doubt and its message does not say so",
    broken: `select a.message_id || '-' || a.n || ' ' || m.state as broken from attempt a join message m on m.account_id = a.account_id and m.id = a.message_id where a.outcome in ('ambiguous', 'unconfirmed') and m.state <> 'unknown'`,
  },
  {
    invariant: "V12",
    what: "a message has two attempts that may have been sent",
    broken: `select 'message ' || message_id as broken from attempt where outcome in ('open', 'accepted', 'ambiguous', 'unconfirmed', 'assumed') group by account_id, message_id having count(*) > 1`,
  },
  {
    invariant: "V14",
    what: "two requests to one person from one sender are under way",
    broken: `select 'sender ' || m.sender_id || ', contact ' || m.contact_id as broken from attempt a join message m on m.account_id = a.account_id and m.id = a.message_id
             where a.outcome = 'open' and a.departed_at is not null group by m.sender_id, m.contact_id having count(*) > 1`,
  },
];

/** What holds once nothing is under way any more. */
const AT_REST: Rule[] = [
  {
    invariant: "V2",
    what: "a message of a running campaign is due and lies there",
    broken: `select m.id || ' ' || m.state as broken from message m join campaign c on c.account_id = m.account_id and c.id = m.campaign_id where c.state = 'running' and m.state in ('queued', 'sending') and m.due_at < app_now()`,
  },
  {
    invariant: "V8",
    what: "a message stands in another delivery than its events say",
    // The ranks are written down here once more, so that a mistake in the engine's own order is seen.
    broken: `select 'message ' || m.id || ' is ' || m.delivery || ', its events say ' || heard.word as broken
             from (
               select distinct on (e.message_sid) e.message_sid, rank.word from provider_event e
               join (values ('none', 0), ('queued', 1), ('sending', 2), ('sent', 3), ('canceled', 4), ('undelivered', 5), ('failed', 6), ('delivered', 7), ('read', 8)) as rank(word, height)
                 on rank.word = case when upper(e.body ->> 'EventType') = 'READ' then 'read' when e.body ->> 'MessageStatus' in ('accepted', 'scheduled') then 'queued' else e.body ->> 'MessageStatus' end
               where e.kind = 'status' order by e.message_sid, rank.height desc
             ) as heard
             join attempt a on a.message_sid = heard.message_sid
             join message m on m.account_id = a.account_id and m.id = a.message_id
             where a.outcome = 'accepted' and m.delivery::text <> heard.word`,
  },
];

/** Each rule is one statement and therefore one moment. */
export async function rowInvariants(db: Queryable, when: "always" | "at rest"): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const { invariant, what, broken } of when === "always" ? ALWAYS : [...ALWAYS, ...AT_REST]) {
    const { rows } = await db.query<{ broken: string }>(`${broken} limit ${ROWS_MAX}`);
    found.push(...violation(invariant, what, rows.map((row) => row.broken)));
  }
  return found;
}

/** What a person can order while a campaign runs, in the words of the audit. */
const ORDERED = ["campaign.launched", "campaign.paused", "campaign.resumed", "campaign.cancelled", "contact.opted-out", "sender.rate-set", "sender.hold-lifted"] as const;

/** An order that a person gave and that was carried out. */
export type CarriedOut = { action: (typeof ORDERED)[number]; subjectId: string };

/** V10: as many lines of audit for each subject as orders that were carried out; `doubtful` are those whose answer was lost. */
export async function auditInvariant(db: Queryable, { orders, doubtful }: { orders: readonly CarriedOut[]; doubtful: ReadonlySet<string> }): Promise<Violation[]> {
  const wanted = Map.groupBy(orders, ({ action, subjectId }) => `${action} ${subjectId}`);
  const { rows } = await db.query<{ order: string; lines: number }>(
    `select action || ' ' || subject_id as order, count(*)::int as lines from audit_event where actor_id is not null and action = any($1::text[]) group by 1`,
    [ORDERED],
  );
  const written = new Map(rows.map(({ order, lines }) => [order, lines]));
  const apart = [...new Set([...wanted.keys(), ...written.keys()])].filter((order) => !doubtful.has(order) && (wanted.get(order)?.length ?? 0) !== (written.get(order) ?? 0));
  return violation("V10", "orders and their lines of audit do not match", apart.map((order) => `${order}: ${wanted.get(order)?.length ?? 0} carried out, ${written.get(order) ?? 0} written`));
}
