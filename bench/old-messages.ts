/** Years of sent messages, written straight into the tables, set-based: what a database looks like after ten large campaigns. */
import type pg from "pg";

export type Old = { accountId: string; senderId: string; templateId: string; contacts: number };

/** Messages, their attempts and one callback each are written so many at a time, so that a bench says that it goes on. */
const CHUNK = 500_000;
const TABLES = ["message", "attempt", "provider_event"];

/** Who gets messages: numbers of the range that Germany sets aside for media, however many. */
export async function addContacts(db: pg.Client, accountId: string, contacts: number): Promise<void> {
  await db.query(
    `insert into contact (account_id, phone, name, attributes, consent_at)
     select $1, '+4930232' || lpad(n::text, 7, '0'), 'Person ' || n, jsonb_build_object('Name', 'Person ' || n), now() from generate_series(1, $2::int) as n`,
    [accountId, contacts],
  );
}

/** A running campaign with one queued message to each of the first `people` contacts. */
export async function addQueue(db: pg.Client, { accountId, senderId, templateId }: Old, people: number): Promise<void> {
  await db.query(`update campaign set state = 'completed', finished_at = now() where account_id = $1 and state = 'running'`, [accountId]);
  const campaignId = await addCampaign(db, { accountId, senderId, templateId }, { state: "running", people });
  await db.query(
    `insert into message (account_id, campaign_id, contact_id, sender_id, variables, due_at, expires_at)
     select $1, $2, id, $3, '{"1": "Person"}', now(), now() + interval '1 day' from contact where account_id = $1 order by id limit $4`,
    [accountId, campaignId, senderId, people],
  );
  await db.query(`vacuum (analyze) message`);
}

/** `count` messages of finished campaigns, accepted, delivered and read. Indexes are made anew behind them, which is quicker than to keep them; `said` hears how many there are. */
export async function addOldMessages(db: pg.Client, old: Old, count: number, said: (done: number) => void): Promise<void> {
  const indexes = await secondaryIndexes(db);
  // Nobody reads what the foreign keys would check, and nothing needs to survive a crash.
  await db.query(`set session_replication_role = replica`);
  await db.query(`set synchronous_commit = off`);
  await db.query(`set maintenance_work_mem = '512MB'`);
  for (const { name } of indexes) await db.query(`drop index ${name}`);
  let campaignId = "";
  for (let done = 0; done < count; ) {
    const begins = done % old.contacts === 0;
    if (begins) campaignId = await addCampaign(db, old, { state: "completed", people: old.contacts });
    const size = Math.min(CHUNK, count - done, old.contacts - (done % old.contacts));
    await addChunk(db, { ...old, campaignId, skip: done % old.contacts, size });
    done += size;
    said(done);
  }
  for (const { definition } of indexes) await db.query(definition);
  for (const table of TABLES) await db.query(`vacuum (freeze, analyze) ${table}`);
  await db.query(`set session_replication_role = origin`);
}

async function addChunk(db: pg.Client, { accountId, senderId, campaignId, skip, size }: Old & { campaignId: string; skip: number; size: number }): Promise<void> {
  await db.query(
    `
    with m as (
      insert into message (account_id, campaign_id, contact_id, sender_id, state, delivery, variables, due_at, expires_at)
      select $1, $2, c.id, $3, 'accepted', 'read', '{"1": "Person"}', now() - interval '30 days', now() - interval '29 days'
      from (select id from contact where account_id = $1 order by id offset $4 limit $5) as c
      returning id
    ),
    a as (
      insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome, message_sid, settled_at)
      select $1, id, 1, gen_random_uuid(), 'old', now() - interval '30 days', now() - interval '30 days', 'accepted', 'SM' || md5(id::text), now() - interval '30 days' from m
    )
    insert into provider_event (account_id, kind, dedupe_key, message_sid, body, received_at)
    select $1, 'status', 'SM' || md5(id::text) || '|read|', 'SM' || md5(id::text), '{"MessageStatus": "read", "ChannelPrefix": "whatsapp"}', now() - interval '30 days' from m
    `,
    [accountId, campaignId, senderId, skip, size],
  );
}

async function addCampaign(db: pg.Client, { accountId, senderId, templateId }: Omit<Old, "contacts">, { state, people }: { state: string; people: number }): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `
    with c as (
      insert into campaign (account_id, name, state, template_id, audience, queued, launched_at, expires_at, finished_at)
      select $1, 'Old', $3::campaign_state, $2, $4, $4, now(), now() + interval '1 day', case when $3::text = 'running' then null else now() end returning account_id, id
    ),
    cs as (insert into campaign_sender (account_id, campaign_id, sender_id) select account_id, id, $5 from c)
    select id from c
    `,
    [accountId, templateId, state, people, senderId],
  );
  return rows[0]?.id ?? "";
}

/** Those that no constraint stands on. */
async function secondaryIndexes(db: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await db.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid::regclass::text = any($1) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid) order by 1`,
    [TABLES],
  );
  return rows;
}
