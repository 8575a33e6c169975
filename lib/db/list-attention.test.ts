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
    await pool().query(
      `with people as (insert into contact (account_id, phone) select $1, '+49302300200' || n from generate_series(0, 3) as n returning id),
            messages as (insert into message (account_id, campaign_id, contact_id, state, expires_at) select $1, $2, id, 'unknown', now() from people returning id),
            outcomes as (select id, (array['ambiguous', 'unconfirmed', 'assumed', 'released_by_person'])[row_number() over (order by id)]::attempt_outcome as outcome from messages)
       insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome) select $1, id, 1, gen_random_uuid(), 'test', now(), now(), outcome from outcomes`,
      [accountId, rows[0]?.id],
    );
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

test("what Twilio moved, stopped or no longer has is told for a week, many templates in one line, while it is still so", async () => {
  const { accounts } = cast;
  const { rows } = await pool().query<{ id: string; name: string }>(
    `insert into template (account_id, content_sid, name, language, category, status, gone_at, content, variables)
     select $1, 'HX' || md5(name), name, 'en', category::template_category, status::template_status, case when status = 'gone' then now() end, '{}', '[]'
     from (values ('moved', 'marketing', 'approved'), ('moved too', 'marketing', 'approved'), ('moved back', 'utility', 'approved'), ('lost', 'utility', 'gone'), ('stopped', 'utility', 'disabled'), ('long ago', 'utility', 'gone'), ('back', 'utility', 'approved')) as v(name, category, status)
     returning id, name`,
    [accounts.sandbox],
  );
  const idOf = (name: string) => rows.find((row) => row.name === name)?.id;
  const change = (name: string, kind: string, after: string | null, days = 0) =>
    pool().query(`insert into sync_change (account_id, at, subject, subject_id, name, kind, after) values ($1, now() - make_interval(days => $6), 'template', $2, $3, $4, $5)`, [accounts.sandbox, idOf(name), name, kind, after, days]);
  for (const name of ["moved", "moved too", "moved back"]) await change(name, "category", "marketing");
  await change("stopped", "status", "disabled");
  await change("lost", "gone", null);
  await change("back", "gone", null);
  await change("long ago", "gone", null, 8);
  await pool().query(`insert into sender (account_id, phone, name, status, quality, gone_at) values ($1, '+493023001007', 'Poor', 'online', 'low', null), ($1, '+493023001008', 'Red', 'online', 'RED', null), ($1, '+493023001009', 'Left', 'gone', 'LOW', now()), ($1, '+493023001010', 'Fine', 'online', 'HIGH', null)`, [accounts.sandbox]);
  await pool().query(`insert into sender_gate (sender_id, account_id, mps) select id, account_id, 1 from sender where account_id = $1`, [accounts.sandbox]);
  const { items } = await listAttention(pool(), accounts.sandbox);
  expect(items.map(({ kind, name, count, why }) => [kind, name, count, why])).toEqual([
    ["sender-gone", "Left", 1, null],
    ["template-recategorised", "moved too", 2, null],
    ["sender-quality", expect.stringMatching(/Poor|Red/), 1, null],
    ["sender-quality", expect.stringMatching(/Poor|Red/), 1, null],
    ["template-withdrawn", "lost", 2, "gone"],
  ]);
  await pool().query(`insert into campaign (account_id, name, state, template_id) values ($1, 'Runs', 'running', $2)`, [accounts.sandbox, idOf("lost")]);
  const now = (await listAttention(pool(), accounts.sandbox)).items.filter(({ kind }) => kind.startsWith("template"));
  expect(now.map(({ kind, name, count, why }) => [kind, name, count, why])).toEqual([["template-stopped", "lost", 1, "gone"], ["template-recategorised", "moved too", 2, null], ["template-withdrawn", "stopped", 1, "disabled"]]);
});

test("no more are shown than a page holds, and it is said how many there are", async () => {
  await pool().query(`insert into campaign (account_id, name, state) select $1, 'Held ' || n, 'held' from generate_series(1, 20) as n`, [cast.accounts.live]);
  const { items, total } = await listAttention(pool(), cast.accounts.live);
  expect(items).toHaveLength(8);
  expect(total).toBe(27);
});
