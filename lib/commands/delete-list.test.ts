import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { listListNames, listLists } from "#lib/db/contact-lists.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { importFile, uploadFile } from "#lib/jobs/testing-import.ts";
import { createList } from "./create-list.ts";
import { deleteList } from "./delete-list.ts";
import { renameList } from "./rename-list.ts";

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);
beforeEach(() => pool().query("truncate campaign, contact, contact_list, audit_event cascade"));

async function make(name: string) {
  const created = await createList(cast.people.omar, { accountId: cast.accounts.live, name });
  if (created.kind !== "created") throw new Error("not created");
  return { accountId: cast.accounts.live, listId: created.listId };
}
const actions = async () => (await pool().query<{ action: string }>("select action from audit_event order by id")).rows.map(({ action }) => action);

test("a name is one list's, and asking twice changes nothing", async () => {
  const spring = await make("Spring");
  await make("Summer");
  expect(await createList(cast.people.omar, { accountId: cast.accounts.live, name: "Spring" })).toEqual({ kind: "name-taken" });
  expect(await renameList(cast.people.omar, spring, "Summer")).toEqual({ kind: "name-taken" });
  expect(await renameList(cast.people.omar, spring, "Spring")).toEqual({ kind: "unchanged" });
  expect(await renameList(cast.people.omar, spring, "Autumn")).toEqual({ kind: "renamed" });
  expect((await listListNames(pool(), cast.accounts.live)).map(({ name }) => name)).toEqual(["Autumn", "Summer"]);
  expect(await actions()).toEqual(["list.created", "list.created", "list.renamed"]);
});

test("another account has its own lists and reaches no other", async () => {
  const spring = await make("Spring");
  expect(await createList(cast.people.fritz, { accountId: cast.accounts.foreign, name: "Spring" })).toMatchObject({ kind: "created" });
  const foreign = { ...spring, accountId: cast.accounts.foreign };
  expect(await renameList(cast.people.fritz, foreign, "Mine")).toEqual({ kind: "no-such-list" });
  expect(await deleteList(cast.people.fritz, foreign)).toEqual({ kind: "no-such-list" });
});

test("a list goes, its people stay", async () => {
  await importFile({ accountId: cast.accounts.live, actorId: cast.people.omar, content: "Phone\n+4930230201001\n", list: "Spring" });
  const { lists } = await listLists(pool(), cast.accounts.live, 1);
  expect(lists).toMatchObject([{ name: "Spring", people: 1, campaigns: 0, importedAt: expect.any(Date) }]);
  expect(await deleteList(cast.people.omar, { accountId: cast.accounts.live, listId: lists[0]?.id ?? "" })).toEqual({ kind: "deleted" });
  expect(await listLists(pool(), cast.accounts.live, 1)).toEqual({ lists: [], total: 0 });
  expect((await pool().query("select 1 from contact")).rowCount).toBe(1);
  expect((await actions()).at(-1)).toBe("list.deleted");
});

test("a list that a campaign refers to, or an import is on its way into, stays", async () => {
  const spring = await make("Spring");
  await pool().query("insert into campaign (account_id, name, list_id) values ($1, 'Sale', $2)", [cast.accounts.live, spring.listId]);
  expect(await deleteList(cast.people.omar, spring)).toEqual({ kind: "used", campaigns: ["Sale"] });
  await pool().query("truncate campaign cascade");
  const key = await uploadFile({ accountId: cast.accounts.live, actorId: cast.people.omar, content: "Phone\n+4930230201001\n", list: "Spring" });
  await pool().query("update contact_import set state = 'running' where id = $1", [key.importId]);
  expect(await deleteList(cast.people.omar, spring)).toEqual({ kind: "import-running" });
  await pool().query("update contact_import set state = 'mapping' where id = $1", [key.importId]);
  expect(await deleteList(cast.people.omar, spring)).toEqual({ kind: "deleted" });
});
