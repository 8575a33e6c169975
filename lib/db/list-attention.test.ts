import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { listAttention } from "./list-attention.ts";
import { freshDatabase } from "./testing.ts";
import { addSender, seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);

const kinds = async () => (await listAttention(pool(), cast.accounts.live)).items.map(({ kind, name, count }) => `${kind} ${name} ${count}`);

test("an account in which all is well asks nothing of anybody", async () => {
  await addSender(cast.accounts.live, { phone: "+493023001001", name: "Well", mps: 80 });
  await pool().query(`insert into campaign (account_id, name, state) values ($1, 'Draft', 'draft')`, [cast.accounts.live]);
  expect(await listAttention(pool(), cast.accounts.live)).toEqual({ items: [], total: 0 });
});

test("what stopped comes first, and nothing of another account comes at all", async () => {
  for (const accountId of [cast.accounts.live, cast.accounts.foreign]) {
    const held = await addSender(accountId, { phone: "+493023001002", name: "Held", mps: 80 });
    await pool().query(`update sender_gate set hold_reason = 'Twilio refuses the credentials.' where sender_id = $1`, [held]);
    await pool().query(`insert into sender (account_id, phone, name, status, offline_reason) values ($1, '+493023001003', 'Away', 'offline', 'Meta paused it.')`, [accountId]);
    const { rows } = await pool().query<{ id: string }>(`insert into campaign (account_id, name, state, launched_at) values ($1, 'Stopped', 'held', now()) returning id`, [accountId]);
    await pool().query(`insert into campaign_tally (account_id, campaign_id, bucket_at, shard, unknown) values ($1, $2, now(), 0, 3), ($1, $2, now() - interval '1 hour', 1, -1)`, [accountId, rows[0]?.id]);
    const list = await pool().query<{ id: string }>(`insert into contact_list (account_id, name, columns) values ($1, 'List', '{}') returning id`, [accountId]);
    await pool().query(
      `insert into contact_import (account_id, list_id, file_name, state, failure, created_at) values ($1, $2, 'broken.csv', 'failed', 'No header.', now()), ($1, $2, 'old.csv', 'failed', 'No header.', now() - interval '8 days'), ($1, $2, 'new.csv', 'mapping', null, now())`,
      [accountId, list.rows[0]?.id],
    );
  }
  expect(await kinds()).toEqual(["sender-held Held 1", "campaign-held Stopped 1", "sender-offline Away 1", "messages-unknown Stopped 2", "import-failed broken.csv 1", "import-waits new.csv 1"]);
});

test("a template that was stopped counts only where a campaign still needs it", async () => {
  const { rows } = await pool().query<{ id: string }>(
    `insert into template (account_id, content_sid, name, language, category, status, content, variables)
     select $1, 'HX' || md5(name), name, 'en', 'utility', 'paused', '{}', '[]' from unnest(array['needed', 'unused']) as name order by name returning id`,
    [cast.accounts.live],
  );
  await pool().query(`insert into campaign (account_id, name, state, template_id) values ($1, 'One', 'draft', $2), ($1, 'Two', 'paused', $2)`, [cast.accounts.live, rows[0]?.id]);
  expect((await kinds()).filter((line) => line.startsWith("template"))).toEqual(["template-stopped needed 1"]);
});

test("no more are shown than a page holds, and it is said how many there are", async () => {
  await pool().query(`insert into campaign (account_id, name, state) select $1, 'Held ' || n, 'held' from generate_series(1, 20) as n`, [cast.accounts.live]);
  const { items, total } = await listAttention(pool(), cast.accounts.live);
  expect(items).toHaveLength(8);
  expect(total).toBe(27);
});
