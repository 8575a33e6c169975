import { beforeAll, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedShop, type SeededShop } from "#lib/db/testing-shop.ts";
import { drawFrom } from "../../bench/seeded.ts";
import { approveLaunch } from "./approve-launch.ts";
import { askForLaunch } from "./ask-for-launch.ts";
import { cancelCampaign } from "./cancel-campaign.ts";
import { createCampaign } from "./create-campaign.ts";
import { launchCampaign } from "./launch-campaign.ts";
import { pauseCampaign } from "./pause-campaign.ts";
import { resumeCampaign } from "./resume-campaign.ts";
import { saveDraft } from "./save-draft.ts";
import { scheduleCampaign } from "./schedule-campaign.ts";
import { setSenderRate } from "./set-sender-rate.ts";

/** A sandbox and a live account, and everything of one tried with everything of the other. */
const ORDERS = 4_000;
const STATEMENTS = 6_000;
const SEED = 20_261_127;
const MAPPING = { "1": { from: "text", text: "you" }, "2": { from: "text", text: "15 %" } } as const;

let shops: [SeededShop, SeededShop];

beforeAll(async () => {
  await freshDatabase();
  shops = [await seedShop(pool(), "sandbox"), await seedShop(pool(), "live")];
});

/** Whatever points from one account into another. */
async function crossings(): Promise<string[]> {
  const found: string[] = [];
  for (const { child, parent, column } of await references()) {
    const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from ${child} c join ${parent} p on p.id = c.${column} where p.account_id <> c.account_id`);
    if ((rows[0]?.n ?? 0) > 0) found.push(`${rows[0]?.n} of ${child}.${column} point into another account's ${parent}`);
  }
  const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from message m join sender s on s.id = m.sender_id join account a on a.id = m.account_id join account b on b.id = s.account_id where a.kind <> b.kind`);
  return (rows[0]?.n ?? 0) > 0 ? [...found, "a message waits for a sender of the other kind"] : found;
}

/** What a column of this name points at, whether or not a constraint says so: the wall must not be missed together with what holds it. */
const POINTS_AT: Record<string, string> = { campaign_id: "campaign", contact_id: "contact", import_id: "contact_import", list_id: "contact_list", message_id: "message", sender_id: "sender", template_id: "template" };

type Reference = { child: string; parent: string; column: string };
/** Every column of a row of an account that points at another such row. */
async function references(): Promise<Reference[]> {
  const { rows } = await pool().query<{ child: string; column: string }>(
    `select c.table_name as child, c.column_name as column from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = any($1::text[])
       and exists (select from information_schema.columns a where a.table_schema = 'public' and a.table_name = c.table_name and a.column_name = 'account_id') order by 1, 2`,
    [Object.keys(POINTS_AT)],
  );
  return rows.map(({ child, column }) => ({ child, column, parent: POINTS_AT[column] ?? "" }));
}

test(`of ${ORDERS} orders with ids of both accounts, none brings anything of one into the other`, async () => {
  const draw = drawFrom(SEED);
  const campaigns: { accountId: string; campaignId: string }[] = [];
  const kinds = new Map<string, number>();
  for (let n = 0; n < ORDERS; n += 1) {
    if (n % 100 === 0) for (const shop of shops) campaigns.push({ accountId: shop.accountId, campaignId: await createCampaign(shop.personId, { accountId: shop.accountId, name: `Wall ${n}` }) });
    const own = draw.of(shops);
    // The account of the order, its campaign, and each thing that it names, each of either account.
    const ref = { accountId: own.accountId, campaignId: draw.of(campaigns.slice(-12)).campaignId };
    const mixed = { templateId: draw.of(shops).templates.utility, listId: draw.of(shops).listId, senderIds: [draw.of(draw.of(shops).senderIds)], mapping: MAPPING };
    const actor = draw.of(shops).personId;
    const revision = String(draw.below(3));
    const orders: (() => Promise<{ kind: string }>)[] = [
      () => saveDraft(actor, ref, mixed),
      () => saveDraft(actor, ref, { senderIds: [...mixed.senderIds, draw.of(draw.of(shops).senderIds)] }),
      () => saveDraft(actor, ref, { templateId: mixed.templateId }),
      () => saveDraft(actor, ref, { listId: mixed.listId }),
      () => launchCampaign(actor, ref),
      () => scheduleCampaign(actor, ref, { people: 10 }),
      () => pauseCampaign(actor, ref),
      () => resumeCampaign(actor, ref),
      () => cancelCampaign(actor, ref),
      () => askForLaunch(actor, ref, { people: 1, revision, note: "" }),
      () => approveLaunch(actor, ref, { requestId: ref.campaignId, most: null }),
      () => setSenderRate({ accountId: own.accountId, actorId: actor, senderId: mixed.senderIds[0] ?? "", mps: 1 }),
    ];
    const { kind } = await draw.of(orders)();
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect(await crossings()).toEqual([]);
  // It was tried in earnest: some of it was in one account and went, much was not.
  for (const kind of ["saved", "launched", "not-of-this-account", "not-found", "no-such-sender"]) expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(5);
});

/** Runs one statement by itself, and says what came of it: taken, nothing, or the code of its refusal. */
const TRY = `
create or replace function try_statement(statement text) returns text language plpgsql as $$
declare changed bigint;
begin
  execute statement;
  get diagnostics changed = row_count;
  return case when changed > 0 then 'taken' else 'nothing' end;
exception when others then return sqlstate;
end $$`;

test(`of ${STATEMENTS} statements that point a row of one account at one of the other, or move it there, the schema takes none`, async () => {
  const draw = drawFrom(SEED + 1);
  const all = await references();
  const inhabited = await Promise.all(all.map(async (each) => ({ ...each, rows: (await pool().query<{ n: number }>(`select count(*)::int as n from ${each.child}`)).rows[0]?.n ?? 0 })));
  const links = inhabited.filter(({ rows }) => rows > 0);
  expect(links.length).toBeGreaterThan(8);
  await pool().query(TRY);
  const statements = Array.from({ length: STATEMENTS }, () => {
    const { child, parent, column } = draw.of(links);
    const [from, to] = draw.next() < 0.5 ? shops : shops.toReversed();
    const [row, place] = [draw.below(5), draw.below(3)];
    const target = `select id from ${parent} where account_id = '${to?.accountId}' offset ${place} limit 1`;
    const [set, there] = draw.next() < 0.3 ? [`account_id = '${to?.accountId}'`, "true"] : [`${column} = (${target})`, `exists (${target})`];
    return `update ${child} set ${set} where ctid = (select ctid from ${child} where account_id = '${from?.accountId}' offset ${row} limit 1) and ${there}`;
  });
  const { rows: answers } = await pool().query<{ statement: string; answer: string }>(`select s as statement, try_statement(s) as answer from unnest($1::text[]) as s`, [statements]);
  const taken = answers.filter(({ answer }) => answer === "taken").map(({ statement }) => statement.slice(0, 60));
  const refusals = new Map<string, number>();
  for (const { answer } of answers) if (answer !== "taken" && answer !== "nothing") refusals.set(answer, (refusals.get(answer) ?? 0) + 1);
  expect([...new Set(taken)]).toEqual([]);
  expect(await crossings()).toEqual([]);
  // A reference that is broken, an account that would change, and a few that meet another rule first.
  expect([...refusals.keys()].filter((code) => !code.startsWith("23"))).toEqual([]);
  expect((refusals.get("23503") ?? 0) + (refusals.get("23000") ?? 0)).toBeGreaterThan(STATEMENTS / 4);
});

test("an account stays what it is, and so does every row of one, in every table that there is", async () => {
  await expect(pool().query(`update account set kind = 'live' where kind = 'sandbox'`)).rejects.toMatchObject({ constraint: "account_is_for_ever" });
  const { rows } = await pool().query<{ name: string }>(`
    select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'account_id' and t.table_type = 'BASE TABLE'
      and not exists (select from pg_trigger g where g.tgrelid = format('public.%I', c.table_name)::regclass and g.tgname = 'account_is_for_ever')`);
  expect(rows.map(({ name }) => name)).toEqual([]);
});
