/** Senders that rest for a while because a limit is full, and how they begin again. */
import { PROBE_REASON, PROBE_WAIT_MS, restAfter, RESTS, STRAGGLE_MS, type RestKind, type RestState } from "#lib/domain/sender-rest.ts";
import { claimDue, type Claim, type ClaimResult } from "./claim-due.ts";
import { inTransaction, poolOf, type Queryable } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";

/** An attempt that met a limit. */
export type LimitMet = { accountId: string; messageId: string; n: number; code: number | null; kind: RestKind };

type Met = RestState & { accountId: string; senderId: string; kind: RestKind; code: number | null; messages: number; departedAtMs: number; nowMs: number };

/** More senders than any installation has. */
const SENDERS_MAX = 1_000;

/**
 * Lets the senders rest that attempts of theirs, or of their account or portfolio, found a limit full for; part of the
 * transaction that writes down what became of these attempts. A rest that is there already is never shortened. Gates are locked in the order of
 * their ids, after messages. Returns how many senders began to rest.
 */
export async function restSenders(tx: Queryable, met: LimitMet[]): Promise<number> {
  if (met.length === 0) return 0;
  const columns = [met.map((m) => m.accountId), met.map((m) => m.messageId), met.map((m) => m.n), met.map((m) => m.code), met.map((m) => m.kind), met.map((m) => RESTS[m.kind].scope)];
  const { rows } = await tx.query<Met>({ name: "rest-concerned", text: CONCERNED, values: columns });
  const rested = Array.from(Map.groupBy(rows, ({ senderId }) => senderId).values(), restOf).filter((rest) => rest !== null);
  if (rested.length === 0) return 0;
  await tx.query({
    name: "rest-senders",
    text: REST,
    values: [rested.map((r) => r.senderId), rested.map((r) => r.pausedUntilMs), rested.map((r) => r.restedAtMs), rested.map((r) => r.rests), rested.map((r) => r.reason)],
  });
  const begun = rested.filter(({ begins }) => begins);
  await recordDecisions(tx, begun.map(({ accountId, senderId, messages, code, reason }) => ({ accountId, kind: "slowed", senderId, messages, code, reason })));
  return begun.length;
}

/** What all the news of one sender together come to; null when they change nothing. */
function restOf(news: Met[]) {
  let state: RestState | null = null;
  let last: Met | null = null;
  let begins = false;
  for (const each of news) {
    const next = restAfter(state ?? each, each, each.nowMs);
    if (next === null) continue;
    state = next;
    last = each;
    begins ||= next.begins;
  }
  if (state === null || last === null) return null;
  const { accountId, senderId, messages, code, kind } = last;
  return { ...state, begins, accountId, senderId, messages, code, reason: code === null ? RESTS[kind].reason : `${RESTS[kind].reason} (${code})` };
}

/** Every gate that is concerned, once for each kind of limit, the shortest rest first. */
const CONCERNED = `
with told as materialized (
  select * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::int[], $5::text[], $6::text[]) as t(account_id, message_id, n, code, kind, scope)
),
met as materialized (
  select told.account_id, m.sender_id, s.business_account, told.kind, told.scope, max(told.code) as code, count(*)::int as messages, max(a.departed_at) as departed_at
  from told
  join attempt a on a.account_id = told.account_id and a.message_id = told.message_id and a.n = told.n
  join message m on m.account_id = told.account_id and m.id = told.message_id
  join sender s on s.account_id = m.account_id and s.id = m.sender_id
  group by told.account_id, m.sender_id, s.business_account, told.kind, told.scope
),
concerned as materialized (
  select s.account_id, s.id, met.kind, max(met.code) as code, sum(met.messages)::int as messages, max(met.departed_at) as departed_at
  from met
  join sender s on s.account_id = met.account_id and (s.id = met.sender_id or met.scope = 'account' or met.scope = 'business-account' and s.business_account = met.business_account)
  group by s.account_id, s.id, met.kind
)
select g.account_id as "accountId", g.sender_id as "senderId", concerned.kind, concerned.code, concerned.messages, g.rests,
       extract(epoch from g.paused_until)::float8 * 1000 as "pausedUntilMs", extract(epoch from g.rested_at)::float8 * 1000 as "restedAtMs",
       extract(epoch from coalesce(concerned.departed_at, app_now()))::float8 * 1000 as "departedAtMs", extract(epoch from app_now())::float8 * 1000 as "nowMs"
from concerned
join sender_gate g on g.account_id = concerned.account_id and g.sender_id = concerned.id
order by g.sender_id, array_position('{pace,queue-full,daily-cap,portfolio}', concerned.kind)
limit ${SENDERS_MAX}
for update of g`;

const REST = `
update sender_gate g
set paused_until = to_timestamp(t.paused_until_ms / 1000), rested_at = to_timestamp(t.rested_at_ms / 1000), rests = t.rests, pause_reason = t.reason, probe = true
from unnest($1::uuid[], $2::float8[], $3::float8[], $4::smallint[], $5::text[]) as t(sender_id, paused_until_ms, rested_at_ms, rests, reason)
where g.sender_id = t.sender_id`;

/** Takes nothing, and gives the gate back as it was. */
class NothingTaken extends Error {
  readonly result: ClaimResult;
  constructor(result: ClaimResult) {
    super(result.kind);
    this.result = result;
  }
}

/**
 * The first claim after a rest: one message, whatever the rate and however many workers ask. With it the sender rests
 * once more until the limit has had its time to answer; then the whole rate follows, or a longer rest has begun.
 */
export async function claimProbe(db: Queryable, claim: Omit<Claim, "batchMax">): Promise<ClaimResult> {
  try {
    return await inTransaction(async (tx) => {
      const { rowCount } = await tx.query(
        `update sender_gate set probe = false where sender_id = (
           select sender_id from sender_gate where sender_id = $1 and probe and (paused_until is null or paused_until <= app_now()) for update skip locked)`,
        [claim.senderId],
      );
      if (rowCount === 0) throw new NothingTaken({ kind: "busy", messages: [], nextSlotInMs: 0 });
      const claimed = await claimDue(tx, { ...claim, batchMax: 1 });
      if (claimed.messages.length === 0) throw new NothingTaken(claimed);
      await tx.query(`update sender_gate set paused_until = app_now() + make_interval(secs => $2), pause_reason = $3 where sender_id = $1`, [claim.senderId, PROBE_WAIT_MS / 1000, PROBE_REASON]);
      return claimed;
    }, poolOf(db));
  } catch (error) {
    if (error instanceof NothingTaken) return error.result;
    throw error;
  }
}

/** Ends the rest of a sender: it goes on at its whole rate at once. Returns why it rested; null when it did not. */
export async function endRest(tx: Queryable, sender: { accountId: string; senderId: string }): Promise<string | null> {
  const { rows } = await tx.query<{ reason: string }>(
    `
    with resting as (
      select sender_id, coalesce(pause_reason, '') as reason from sender_gate where account_id = $1 and sender_id = $2 and paused_until > app_now() for update
    ),
    -- What departed before tells of before: it brings the rest back no more.
    ended as (update sender_gate g set paused_until = null, pause_reason = null, rests = 0, probe = false, rested_at = app_now() - make_interval(secs => $3) from resting where g.sender_id = resting.sender_id)
    select reason from resting
    `,
    [sender.accountId, sender.senderId, STRAGGLE_MS / 1000],
  );
  return rows[0]?.reason ?? null;
}
