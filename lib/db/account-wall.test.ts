import { beforeAll, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let ours: SeededCampaign;
let theirs: SeededCampaign;

beforeAll(async () => {
  await freshDatabase();
  ours = await seedCampaign(pool(), { people: 2, mps: 80 });
  theirs = await seedCampaign(pool(), { people: 2, mps: 80 });
});

type Link = { from: string; columns: string; to: string };

/** Every reference between rows that belong to an account, as the database knows it. */
async function links(): Promise<Link[]> {
  const { rows } = await pool().query<Link>(
    `select c.conrelid::regclass::text as "from", c.confrelid::regclass::text as "to",
            (select string_agg(a.attname, ',' order by k.i) from unnest(c.conkey) with ordinality as k(n, i) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n) as columns
     from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`,
  );
  return rows;
}

test("every reference between rows of accounts goes over the account, so none can point into another", async () => {
  const loose = (await links()).filter(({ to, columns }) => !["account", "person"].includes(to) && !columns.startsWith("account_id,"));
  expect(loose).toEqual([]);
  expect((await links()).length).toBeGreaterThan(25);
});

test("every table of an account says which account a row is of", async () => {
  const { rows } = await pool().query<{ name: string }>(
    `select t.table_name as name from information_schema.tables t
     where t.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and not exists (select 1 from information_schema.columns c where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'account_id')
     order by 1`,
  );
  const shared = ["_prisma_migrations", "account", "engine_home", "engine_pulse", "engine_turn", "heartbeat", "imported_error_code", "person", "session"];
  expect(rows.map((row) => row.name).filter((name) => !shared.includes(name) && !name.startsWith("sign_in"))).toEqual([]);
});

test.each<[string, () => [string, unknown[]]]>([
  ["a message to another account's contact", () => [`insert into message (account_id, campaign_id, contact_id, sender_id, expires_at) values ($1, $2, $3, $4, now())`, [ours.accountId, ours.campaignId, theirs.contactIds[0], ours.senderId]]],
  ["a message from another account's sender", () => [`update message set sender_id = $2 where account_id = $1`, [ours.accountId, theirs.senderId]]],
  ["a message of another account's campaign", () => [`update message set campaign_id = $2 where account_id = $1`, [ours.accountId, theirs.campaignId]]],
  ["a campaign over another account's sender", () => [`insert into campaign_sender (account_id, campaign_id, sender_id) values ($1, $2, $3)`, [ours.accountId, ours.campaignId, theirs.senderId]]],
  ["a campaign with another account's template", () => [`update campaign set template_id = (select id from template where account_id = $2) where account_id = $1`, [ours.accountId, theirs.accountId]]],
  ["a gate that moves to another account", () => [`update sender_gate set account_id = $2 where account_id = $1`, [ours.accountId, theirs.accountId]]],
])("%s is refused by the schema", async (_name, statement) => {
  const [sql, values] = statement();
  await expect(pool().query(sql, values)).rejects.toThrow(/violates (foreign key|unique) constraint|stays in its account/);
});

test("one person gets one message of a campaign, whatever the code does", async () => {
  const again = `insert into message (account_id, campaign_id, contact_id, sender_id, expires_at) values ($1, $2, $3, $4, now())`;
  await expect(pool().query(again, [ours.accountId, ours.campaignId, ours.contactIds[0], ours.senderId])).rejects.toThrow("message_once_key");
});
