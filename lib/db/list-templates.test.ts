import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { countTemplatesByStatus, findTemplate, listTemplateLanguages, listTemplates, TEMPLATE_PAGE_SIZE, TEMPLATE_SORTS, type TemplateFilter } from "./list-templates.ts";
import { freshDatabase } from "./testing.ts";
import { seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;
const ANY: TemplateFilter = { status: null, category: null, language: null, search: "", sort: { by: "name", descending: false }, languages: [], page: 1 };

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  await pool().query(
    `
    insert into template (account_id, content_sid, name, language, category, status, content, variables, synced_at)
    select $1, 'HX' || lpad(to_hex(n), 32, '0'), 'note_' || lpad(n::text, 2, '0'), (array['de', 'en', 'pt_BR'])[1 + n % 3],
           (case when n % 2 = 0 then 'utility' else 'marketing' end)::template_category, (case when n > 30 then 'paused' else 'approved' end)::template_status,
           '{"body":"Hi {{1}}","header":null,"footer":null,"buttons":[]}', '[{"key":"1","sample":"Ana"}]', now() - make_interval(mins => n)
    from generate_series(1, 40) as n
    `,
    [cast.accounts.live],
  );
});
afterAll(disconnect);

test("a list is walked page by page, in the order of names, without a gap or a repeat", async () => {
  const first = await listTemplates(pool(), cast.accounts.live, ANY);
  const second = await listTemplates(pool(), cast.accounts.live, { ...ANY, page: 2 });
  expect([first.total, first.templates.length, second.templates.length]).toEqual([40, TEMPLATE_PAGE_SIZE, 40 - TEMPLATE_PAGE_SIZE]);
  const names = [...first.templates, ...second.templates].map((template) => template.name);
  expect(names).toEqual([...names].sort());
  expect(new Set(names).size).toBe(40);
  expect((await listTemplates(pool(), cast.accounts.live, { ...ANY, page: 9 })).templates).toEqual([]);
});

test("filters narrow together, and what is searched for is text and not a pattern", async () => {
  const list = async (filter: Partial<TemplateFilter>) => (await listTemplates(pool(), cast.accounts.live, { ...ANY, ...filter })).total;
  expect(await list({ status: "paused" })).toBe(10);
  expect(await list({ status: "paused", category: "utility" })).toBe(5);
  expect(await list({ search: "NOTE_3" })).toBe(10);
  expect(await list({ search: "%" })).toBe(0);
  expect([await list({ language: "de" }), await list({ language: "de", status: "paused" }), await list({ language: "xx" })]).toEqual([13, 3, 0]);
  expect(await list({ search: "'; drop table template" })).toBe(0);
});

test("a list is walked in every order, up and down, without a gap or a repeat", async () => {
  for (const by of TEMPLATE_SORTS) {
    for (const descending of [false, true]) {
      const pages = await Promise.all([1, 2].map((page) => listTemplates(pool(), cast.accounts.live, { ...ANY, sort: { by, descending }, page })));
      expect(new Set(pages.flatMap(({ templates }) => templates.map(({ id }) => id))).size).toBe(40);
    }
  }
});

test("languages are sorted as the reader calls them, statuses by use, and equals by name", async () => {
  const list = async (filter: Partial<TemplateFilter>) => (await listTemplates(pool(), cast.accounts.live, { ...ANY, ...filter })).templates;
  expect(await listTemplateLanguages(pool(), cast.accounts.live)).toEqual(["de", "en", "pt_BR"]);
  const byLanguage = await list({ sort: { by: "language", descending: false }, languages: ["pt_BR", "en", "de"] });
  expect([byLanguage[0], byLanguage[13]].map((template) => template && [template.language, template.name])).toEqual([["pt_BR", "note_02"], ["en", "note_01"]]);
  expect((await list({ sort: { by: "status", descending: true } })).slice(0, 2).map(({ status, name }) => [status, name])).toEqual([["paused", "note_31"], ["paused", "note_32"]]);
  expect((await list({ sort: { by: "read", descending: true } }))[0]).toMatchObject({ name: "note_01", content: { body: "Hi {{1}}" } });
});

test("statuses are counted, and those with nothing in them are left out", async () => {
  expect(await countTemplatesByStatus(pool(), cast.accounts.live)).toEqual({ approved: 30, paused: 10 });
  expect(await countTemplatesByStatus(pool(), cast.accounts.sandbox)).toEqual({});
});

test("a template is found in its own account and in no other", async () => {
  const [template] = (await listTemplates(pool(), cast.accounts.live, ANY)).templates;
  if (!template) throw new Error("no template");
  expect(await findTemplate(pool(), cast.accounts.live, template.id)).toMatchObject({ name: "note_01", variables: [{ key: "1", sample: "Ana" }], content: { body: "Hi {{1}}" } });
  expect(await findTemplate(pool(), cast.accounts.foreign, template.id)).toBeNull();
  expect((await listTemplates(pool(), cast.accounts.sandbox, ANY)).templates).toEqual([]);
});
