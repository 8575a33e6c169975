/** Whether the engine is where it was: a restored backup or a clone must not send before a person has looked at it. */
import { homeChange, homeChangeReason, type EngineHome, type HomeChange } from "#lib/domain/engine-home.ts";
import { inTransaction, poolOf, type Queryable, type Tx } from "./connection.ts";
import { alignGates } from "./hold-account.ts";

/** How often the row says that an engine runs: not at every look, in seconds. */
const BEAT_EVERY_SECONDS = 5;

/** `silentMaxMs`: how long none may have run before a start, where that is more than usual. */
export type Look = { starting: boolean; silentMaxMs?: number | undefined };

type Seen = { before: EngineHome | null; now: EngineHome; silentMs: number; underWay: boolean };

/**
 * Compares what the database runs on with what the engine saw last, and holds every account when it is something else: in one
 * transaction, so that no claim comes between. Returns what is different, or null. Held is held once: the new place is then the known one.
 */
export async function guardEngine(db: Queryable, asked: Look): Promise<HomeChange | null> {
  if (changeIn(await look(db, asked), asked) === null) {
    await beat(db);
    return null;
  }
  return inTransaction(async (tx) => {
    await tx.query(`select 1 from engine_home for update`);
    // Another worker may have been here first.
    const seen = await look(tx, asked);
    const change = changeIn(seen, asked);
    if (change === null) return null;
    await holdAll(tx, homeChangeReason(change));
    await settleAt(tx, seen.now);
    return change;
  }, poolOf(db));
}

function changeIn({ before, now, silentMs, underWay }: Seen, asked: Look): HomeChange | null {
  return homeChange(before, now, { ...asked, silentMs, underWay });
}

/** The folder is asked for only by a role that may know it: others would be refused the whole question. */
const HERE = `
  select (select system_identifier::text from pg_control_system()) as system, (select timeline_id from pg_control_checkpoint()) as timeline,
         (select oid::text from pg_database where datname = current_database()) as database,
         case when pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory') end as folder`;

/** Whether a campaign is under way is only asked at a start, since it alone makes something of it. */
async function look(db: Queryable, { starting }: Look): Promise<Seen> {
  const { rows } = await db.query<Seen>(
    `
    select to_jsonb(here) as now,
           case when home.id is not null then jsonb_build_object('system', home.system_identifier, 'timeline', home.timeline, 'database', home.database_oid, 'folder', home.data_directory) end as before,
           coalesce(extract(epoch from app_now() - home.beat_at)::float8 * 1000, 0) as "silentMs",
           $1 and exists (select 1 from campaign c join account a on a.id = c.account_id where c.state = 'running' and c.finished_at is null and not a.simulated) as "underWay"
    from (${HERE}) as here left join engine_home home on home.id
    `,
    [starting],
  );
  const [seen] = rows;
  if (!seen) throw new Error("The database did not say what it runs on.");
  return seen;
}

async function beat(db: Queryable): Promise<void> {
  await db.query(
    `
    insert into engine_home as home (system_identifier, timeline, database_oid, data_directory, beat_at)
    select system, timeline, database, folder, app_now() from (${HERE}) as here
    on conflict (id) do update set beat_at = excluded.beat_at where home.beat_at < app_now_stable() - interval '${BEAT_EVERY_SECONDS} seconds'
    `,
  );
}

async function settleAt(tx: Tx, { system, timeline, database, folder }: EngineHome): Promise<void> {
  await tx.query(`update engine_home set system_identifier = $1, timeline = $2, database_oid = $3, data_directory = $4, beat_at = app_now()`, [system, timeline, database, folder]);
}

async function holdAll(tx: Tx, reason: string): Promise<void> {
  await tx.query(
    `
    with held as (
      update account set engine_held_at = app_now(), engine_hold_reason = $1 where engine_hold_reason is null returning id
    ),
    noted as (
      insert into audit_event (account_id, actor_id, action, subject_kind, subject_id, detail, at)
      select id, null, 'engine.held', 'account', id::text, jsonb_build_object('reason', $1::text), app_now() from held
    )
    insert into decision (account_id, at, bucket_at, kind, messages, reason)
    select id, app_now(), date_bin('10 seconds', app_now_stable(), 'epoch'), 'held', 0, $1 from held
    on conflict do nothing
    `,
    [reason],
  );
  await alignGates(tx, null);
}
