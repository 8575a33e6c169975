import { beforeEach, expect, test } from "vitest";
import { csvLine } from "#lib/domain/csv-formula.ts";
import { deedOf, detailText } from "#lib/domain/audit-deed.ts";
import { auditFileHead, auditFileLine } from "#lib/domain/audit-file.ts";
import { recordAudit } from "./audit.ts";
import { pool } from "./connection.ts";
import { AUDIT_PAGE_SIZE, everyChange, listActors, listAudit } from "./list-audit.ts";
import { freshDatabase } from "./testing.ts";
import { seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;

beforeEach(async () => {
  await freshDatabase();
  cast = await seedCast("no password is checked here");
});

const live = () => ({ accountId: cast.accounts.live, of: null, actorId: null });
const change = (action: string, actor: keyof Cast["people"] | null = "ana", account: keyof Cast["accounts"] = "live") =>
  recordAudit(pool(), { accountId: cast.accounts[account], actorId: actor && cast.people[actor], action, subjectKind: "person", subjectId: cast.people.omar, detail: { before: "analyst", after: "marketer" } });
const actions = async (filter: Parameters<typeof listAudit>[1], cursor: Parameters<typeof listAudit>[2] = null) => (await listAudit(pool(), filter, cursor)).rows.map(({ action }) => action);

test("the newest change comes first, with who made it and what it was about, and nothing of another account", async () => {
  await change("member.changed");
  await change("campaign.held", null);
  await change("member.removed", "fritz", "foreign");
  expect((await listAudit(pool(), live(), null)).rows).toMatchObject([
    { actor: null, action: "campaign.held", subject: "Omar" },
    { actor: "Ana", action: "member.changed", subject: "Omar", detail: { before: "analyst", after: "marketer" } },
  ]);
});

test("it is narrowed by what was changed and by whom", async () => {
  await change("member.changed");
  await change("member.removed", "omar");
  await change("message.released", "omar");
  expect(await actions({ ...live(), of: "member" })).toEqual(["member.removed", "member.changed"]);
  expect(await actions({ ...live(), actorId: cast.people.omar })).toEqual(["message.released", "member.removed"]);
  expect(await actions({ ...live(), of: "member", actorId: cast.people.omar })).toEqual(["member.removed"]);
  // Each account has its own; who is in none of it is offered by none.
  expect((await listActors(pool(), cast.accounts.live)).map(({ name }) => name)).toEqual(["Ana", "Omar", "Vera"]);
});

test("pages follow one another both ways, and steadily while changes are added", async () => {
  for (let n = 0; n < AUDIT_PAGE_SIZE + 20; n += 1) await change(n % 2 === 0 ? "list.created" : "list.renamed");
  const first = await listAudit(pool(), live(), null);
  expect([first.rows.length, first.before, first.after !== null]).toEqual([AUDIT_PAGE_SIZE, null, true]);
  await change("list.deleted");
  const second = await listAudit(pool(), live(), { direction: "after", key: first.after ?? "" });
  expect([second.rows.length, second.after]).toEqual([20, null]);
  const back = await listAudit(pool(), live(), { direction: "before", key: second.before ?? "" });
  expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
});

test("as a file it is all of it, with no cell that a spreadsheet would run", async () => {
  await pool().query(`insert into audit_event (account_id, actor_id, action, subject_kind, subject_id, at) select $1, $2, 'list.created', 'list', n::text, now() from generate_series(1, 4500) as n`, [cast.accounts.live, cast.people.ana]);
  await pool().query(`update person set name = '=HYPERLINK("http://x")' where id = $1`, [cast.people.ana]);
  let lines = "";
  for await (const piece of everyChange(pool(), live())) lines += piece.map(auditFileLine).join("");
  expect(lines.match(/\r\n/g)).toHaveLength(4_500);
  expect(lines).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(auditFileHead()).toBe(`\ufeff${csvLine(["When (UTC)", "Who", "What", "About", "Action", "Subject", "Detail"])}`);
});

test("a change that has no words of its own is still said, and details are one line", () => {
  expect([deedOf("member.removed"), deedOf("thing.turned-round")]).toEqual(["removed somebody", "thing turned round"]);
  expect(detailText({ before: { role: "analyst", withheld: [], recipientsMax: null }, after: { role: "marketer", withheld: ["campaign.launch"], recipientsMax: 100 } })).toBe("before (role analyst), after (role marketer, withheld campaign.launch, recipients max 100)");
  expect(detailText({ queued: 88, suppressed: {} })).toBe("queued 88");
  expect(detailText({ suppressed: { opted_out: 2 } })).toBe("suppressed (opted out 2)");
  expect(detailText({})).toBe("");
});
