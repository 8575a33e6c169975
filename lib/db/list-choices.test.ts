import { beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { AUDIENCE_CHOICE_PAGE_SIZE, AUDIENCE_COUNT_MAX, listAudienceChoices } from "./list-audience-choices.ts";
import { listTemplateChoices, TEMPLATE_CHOICE_PAGE_SIZE } from "./list-template-choices.ts";
import { seedShop, type SeededShop } from "./testing-shop.ts";
import { freshDatabase } from "./testing.ts";

let shop: SeededShop;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  shop = await seedShop(pool(), "live");
});

const templates = (changes: { search?: string; page?: number; chosen?: string | null } = {}) => listTemplateChoices(pool(), shop.accountId, { search: "", page: 1, chosen: null, ...changes });

test("approved templates come first, the others after them with what WhatsApp said", async () => {
  await pool().query(`update template set status = 'rejected', rejection_reason = 'Too loud.' where category = 'authentication' and account_id = $1`, [shop.accountId]);
  const { templates: shown, total } = await templates();
  expect(shown.map((template) => template.category)).toEqual(["marketing", "utility", "authentication"]);
  expect(shown[2]).toMatchObject({ rejectionReason: "Too loud.", body: "Hi {{1}}, {{2}} off.", variableCount: 2 });
  expect(total).toBe(3);
});

test("the chosen template stays in its place, and in view whatever is searched for", async () => {
  const chosen = shop.templates.utility;
  expect((await templates({ chosen })).templates.map((template) => template.id)).toEqual((await templates()).templates.map((template) => template.id));
  expect((await templates({ chosen, search: "marketing" })).templates.map((template) => template.category)).toEqual(["utility", "marketing"]);
  expect((await templates({ search: "no such words" })).templates).toEqual([]);
  expect((await templates({ search: "OFF." })).total).toBe(3);
});

test("a template that Twilio no longer has is not offered, and is still shown where it is chosen", async () => {
  await pool().query("update template set status = 'gone', gone_at = now() where account_id = $1 and id = $2", [shop.accountId, shop.templates.utility]);
  expect((await templates()).templates.map(({ id }) => id)).not.toContain(shop.templates.utility);
  expect((await templates({ chosen: shop.templates.utility })).templates[0]).toMatchObject({ id: shop.templates.utility, status: "gone" });
  await pool().query("update template set status = 'approved', gone_at = null where id = $1", [shop.templates.utility]);
});

test("templates are paged", async () => {
  await pool().query(
    `insert into template (account_id, content_sid, name, language, category, status, content, variables) select $1, 'HX' || md5(n::text), 'note ' || n, 'en', 'utility', 'approved', '{"body":"x"}', '[]' from generate_series(1, 30) as n`,
    [shop.accountId],
  );
  expect((await templates()).templates).toHaveLength(TEMPLATE_CHOICE_PAGE_SIZE);
  expect(await templates({ page: 2 })).toMatchObject({ total: 33, templates: { length: 13 } });
  const chosen = (await templates({ page: 2 })).templates[12]?.id ?? "";
  const first = await templates({ chosen });
  expect(first.templates).toHaveLength(TEMPLATE_CHOICE_PAGE_SIZE + 1);
  expect([first.templates[0]?.id, first.total]).toEqual([chosen, 33]);
});

test("a list tells how many people are on it, opted out, without consent and in the sandbox", async () => {
  const live = await listAudienceChoices(pool(), shop.accountId, { page: 1, chosen: null });
  expect(live).toMatchObject({ total: 1, lists: [{ name: "Newsletter", people: 5, optedOut: 1, withoutConsent: 1 }] });
  const sandbox = await seedShop(pool(), "sandbox");
  expect((await listAudienceChoices(pool(), sandbox.accountId, { page: 1, chosen: null })).lists[0]?.joined).toBe(2);
});

test("lists come newest first, the chosen one above them when it is on another page", async () => {
  await pool().query(`insert into contact_list (account_id, name, created_at) select $1, 'List ' || n, now() + make_interval(mins => n) from generate_series(1, 3) as n`, [shop.accountId]);
  const { lists } = await listAudienceChoices(pool(), shop.accountId, { page: 1, chosen: shop.listId });
  expect(lists.map((list) => list.name)).toEqual(["List 3", "List 2", "List 1", "Newsletter"]);
  expect(lists[1]).toMatchObject({ people: 0, optedOut: 0 });
  await pool().query(`insert into contact_list (account_id, name, created_at) select $1, 'More ' || n, now() + make_interval(hours => n) from generate_series(1, 20) as n`, [shop.accountId]);
  const { lists: many, total } = await listAudienceChoices(pool(), shop.accountId, { page: 1, chosen: shop.listId });
  expect([many.length, many[0]?.name, many[1]?.name, total]).toEqual([AUDIENCE_CHOICE_PAGE_SIZE + 1, "Newsletter", "More 20", 24]);
});

test("a list of very many is not looked through, and says so", async () => {
  const { rows } = await pool().query<{ id: string }>(`insert into contact_list (account_id, name, columns, created_at) values ($1, 'Everybody', '{}', now() + interval '1 day') returning id`, [shop.accountId]);
  await pool().query(
    `with r as (insert into contact (account_id, phone) select $1, '+4930999' || lpad(n::text, 6, '0') from generate_series(1, $3::int) as n returning id) insert into list_member (account_id, list_id, contact_id) select $1, $2, id from r`,
    [shop.accountId, rows[0]?.id, AUDIENCE_COUNT_MAX + 500],
  );
  const { lists } = await listAudienceChoices(pool(), shop.accountId, { page: 1, chosen: null });
  expect(lists.find(({ name }) => name === "Everybody")?.people).toBe(AUDIENCE_COUNT_MAX + 1);
});
