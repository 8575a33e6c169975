/** Reading accounts from Twilio: which is due, who reads, and how it ended. One row per account. */
import type { AccountKind, SyncState } from "#lib/domain/states.ts";
import type { Queryable, Tx } from "./connection.ts";

/** How often an account is read by itself, in minutes, and how much apart accounts that began together are moved, in seconds. */
const EVERY_MINUTES = 15;
const SPREAD_SECONDS = 180;
/** An account that fails time after time is asked less and less often, but at least so often, in minutes. */
const EVERY_MINUTES_MAX = 120;
/** A run that takes longer has lost its process, in minutes. */
const RUN_MINUTES_MAX = 10;

/** Every account has its own place within the spread, always the same. */
const SPREAD = `make_interval(secs => mod(abs(hashtext(account_id::text)::bigint), ${SPREAD_SECONDS}))`;

export type SyncCounts = { templates: number; senders: number; templatesChanged: number; sendersChanged: number };

/** `token` names the run: the one that began last is the one that writes. */
export type BegunSync = { token: string; kind: AccountKind; actorId: string | null };

/** Begins a run and takes the right to write from every earlier one. Null when there is no such account. */
export async function beginSync(db: Queryable, accountId: string): Promise<BegunSync | null> {
  const { rows } = await db.query<BegunSync>(
    `
    with begun as (
      insert into sync_run (account_id, state, started_at, due_at)
      select id, 'running', app_now(), app_now() + interval '${EVERY_MINUTES} minutes' from account where id = $1
      on conflict (account_id) do update
      set state = 'running', token = gen_random_uuid(), started_at = excluded.started_at, ended_at = null, failure = null, due_at = excluded.due_at
      returning account_id, token, ordered_by_id
    )
    select begun.token, account.kind, begun.ordered_by_id as "actorId" from begun join account on account.id = begun.account_id
    `,
    [accountId],
  );
  return rows[0] ?? null;
}

/** Holds the account's row until the transaction ends, so that two readings are never written at once. Says whether the account was read before; null when a later run has begun. */
export async function lockSync(tx: Tx, accountId: string, token: string): Promise<{ readBefore: boolean } | null> {
  const { rows } = await tx.query<{ readBefore: boolean }>(`select read_at is not null as "readBefore" from sync_run where account_id = $1 and token = $2 for update`, [accountId, token]);
  return rows[0] ?? null;
}

/** The run went well. */
export async function finishSync(tx: Tx, accountId: string, counts: SyncCounts): Promise<void> {
  await tx.query(
    `
    update sync_run
    set state = 'done', ended_at = app_now(), read_at = app_now(), failures = 0, failure = null, ordered_by_id = null, ordered_at = null, templates = $2, senders = $3, templates_changed = $4, senders_changed = $5,
        due_at = app_now() + interval '${EVERY_MINUTES} minutes' + ${SPREAD}
    where account_id = $1
    `,
    [accountId, counts.templates, counts.senders, counts.templatesChanged, counts.sendersChanged],
  );
}

/** The run failed, and nothing of what it read was written. Does nothing when a later run has begun. */
export async function failSync(db: Queryable, failed: { accountId: string; token: string; failure: string }): Promise<void> {
  await db.query(
    `
    update sync_run
    set state = 'failed', ended_at = app_now(), failure = $3, failures = failures + 1, ordered_by_id = null, ordered_at = null,
        due_at = app_now() + least(${EVERY_MINUTES} * power(2, least(failures, 10)), ${EVERY_MINUTES_MAX}) * interval '1 minute' + ${SPREAD}
    where account_id = $1 and token = $2
    `,
    [failed.accountId, failed.token, failed.failure],
  );
}

/** Notes that somebody wants the account read. `under-way`: it is being read at this moment; `waiting`: it was ordered before and nobody has begun. */
export async function queueSync(tx: Tx, order: { accountId: string; actorId: string }): Promise<"ordered" | "waiting" | "under-way"> {
  await tx.query(`insert into sync_run (account_id, state, due_at) values ($1, 'done', app_now()) on conflict do nothing`, [order.accountId]);
  const { rows } = await tx.query<{ state: SyncState; lost: boolean }>(
    `select state, started_at < app_now() - interval '${RUN_MINUTES_MAX} minutes' as lost from sync_run where account_id = $1 for update`,
    [order.accountId],
  );
  const [run] = rows;
  if (run?.state === "queued") return "waiting";
  if (run?.state === "running" && !run.lost) return "under-way";
  await tx.query(`update sync_run set state = 'queued', ordered_by_id = $2, ordered_at = app_now(), due_at = app_now(), failure = null where account_id = $1`, [order.accountId, order.actorId]);
  return "ordered";
}

/** Accounts whose turn it is, those that wait longest first, at most `max`. */
export async function listDueSyncs(db: Queryable, max: number): Promise<string[]> {
  const { rows } = await db.query<{ accountId: string }>(`select account_id as "accountId" from sync_run where due_at <= app_now() order by due_at, account_id limit $1`, [max]);
  return rows.map(({ accountId }) => accountId);
}

export type SyncRun = SyncCounts & {
  state: SyncState;
  /** It runs for so long that its process must be gone. */
  lost: boolean;
  orderedAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Why the last run failed and what to do. */
  failure: string | null;
  /** When it last went well; null when it never has. */
  readAt: Date | null;
};

/** How the account's reading stands; null for an account that was never to be read. */
export async function findSyncRun(db: Queryable, accountId: string): Promise<SyncRun | null> {
  const { rows } = await db.query<SyncRun>(
    `
    select state, coalesce(state = 'running' and started_at < app_now() - interval '${RUN_MINUTES_MAX} minutes', false) as lost, ordered_at as "orderedAt", started_at as "startedAt", ended_at as "endedAt",
           failure, read_at as "readAt", templates, senders, templates_changed as "templatesChanged", senders_changed as "sendersChanged"
    from sync_run where account_id = $1
    `,
    [accountId],
  );
  return rows[0] ?? null;
}
