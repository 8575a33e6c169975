import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Reaction } from "#lib/domain/reaction.ts";
import { applyReaction, type RefusedMessage } from "./apply-reaction.ts";
import { inTransaction, pool } from "./connection.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let ours: SeededCampaign;
let theirs: SeededCampaign;
let refused: RefusedMessage;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, audit_event cascade`);
  ours = await seedCampaign(pool(), { people: 3, mps: 80 });
  theirs = await seedCampaign(pool(), { people: 1, mps: 80 });
  const { rows } = await pool().query<{ id: string }>(`select id from message where account_id = $1 order by id limit 1`, [ours.accountId]);
  refused = { accountId: ours.accountId, messageId: rows[0]?.id ?? "", code: 63007, reason: "Twilio's own words." };
});

async function addSender(name: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    `with s as (insert into sender (account_id, phone, name, status) values ($1, $2, $3, 'online') returning id, account_id),
          g as (insert into sender_gate (sender_id, account_id, mps) select id, account_id, 80 from s)
     select id from s`,
    [ours.accountId, "+4930230012399", name],
  );
  return rows[0]?.id ?? "";
}

/** Whose senders are held, and why. */
async function holds(): Promise<Record<string, string>> {
  const { rows } = await pool().query<{ id: string; reason: string }>(`select sender_id as id, hold_reason as reason from sender_gate where hold_reason is not null`);
  return Object.fromEntries(rows.map(({ id, reason }) => [id, reason]));
}

async function audit(): Promise<{ action: string; subjectId: string; accountId: string; detail: Record<string, unknown> }[]> {
  const { rows } = await pool().query(`select action, subject_id as "subjectId", account_id as "accountId", detail from audit_event order by id`);
  return rows;
}

async function states(): Promise<Record<string, string>> {
  const { rows } = await pool().query<{ id: string; state: string }>(`select id, state::text from campaign`);
  return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
}

test("stopping a sender holds that one, says why in the words of the catalogue, and is written down", async () => {
  await addSender("Second");
  expect(await applyReaction(pool(), refused, { kind: "stop-sender" })).toEqual({ kind: "applied", counts: { senders: 1 } });
  expect(await holds()).toEqual({ [ours.senderId]: "The From address is not an installed WhatsApp sender of this account. (63007)" });
  expect(await audit()).toEqual([{ action: "sender.held", subjectId: ours.senderId, accountId: ours.accountId, detail: { reason: expect.any(String), code: 63007 } }]);
});

test("stopping an account holds all its senders and nobody else's", async () => {
  const second = await addSender("Second");
  expect(await applyReaction(pool(), { ...refused, code: 20003 }, { kind: "stop-account" })).toEqual({ kind: "applied", counts: { senders: 2 } });
  expect(Object.keys(await holds()).toSorted()).toEqual([ours.senderId, second].toSorted());
  expect((await audit()).map((line) => line.subjectId).toSorted()).toEqual([ours.senderId, second].toSorted());
});

test("a hold that is there stays with its reason, and is not written down twice", async () => {
  await applyReaction(pool(), refused, { kind: "stop-sender" });
  expect(await applyReaction(pool(), { ...refused, code: 63051 }, { kind: "stop-sender" })).toEqual({ kind: "nothing" });
  expect((await holds())[ours.senderId]).toContain("63007");
  expect(await audit()).toHaveLength(1);
});

test("without a code that the catalogue knows, the reason is what was said", async () => {
  await applyReaction(pool(), { ...refused, code: null, reason: "No credentials." }, { kind: "stop-sender" });
  expect((await holds())[ours.senderId]).toBe("No credentials.");
});

test("holding a template holds every running campaign with it in this account, and no other", async () => {
  const { rows } = await pool().query<{ id: string }>(
    `insert into campaign (account_id, name, state, template_id, start_at, start_wall, start_zone, start_offset) select account_id, s::text, s, template_id, now(), '2026-11-26T12:00', 'UTC', '+00:00' from campaign, unnest(array['running', 'scheduled', 'paused', 'completed', 'draft']::campaign_state[]) as s
     where id = $1 returning id`,
    [ours.campaignId],
  );
  const { rows: others } = await pool().query<{ id: string }>(
    `with t as (insert into template (account_id, content_sid, name, language, category, status, content, variables) values ($1, 'HX' || repeat('c', 32), 'other', 'en', 'utility', 'approved', '{}', '[]') returning id)
     insert into campaign (account_id, name, state, template_id) select $1, 'Other', 'running', t.id from t returning id`,
    [ours.accountId],
  );
  const [running, scheduled, paused, completed, draft] = rows.map((row) => row.id);
  expect(await applyReaction(pool(), { ...refused, code: 63041 }, { kind: "hold-template" })).toEqual({ kind: "applied", counts: { campaigns: 2 } });
  expect(await states()).toEqual({ [ours.campaignId]: "held", [running ?? ""]: "held", [scheduled ?? ""]: "scheduled", [paused ?? ""]: "paused", [completed ?? ""]: "completed", [draft ?? ""]: "draft", [others[0]?.id ?? ""]: "running", [theirs.campaignId]: "running" });
  const lines = await audit();
  expect(lines.map((line) => line.action)).toEqual(["campaign.held", "campaign.held"]);
  expect(lines.find((line) => line.subjectId === ours.campaignId)?.detail).toEqual({ from: "running", to: "held", code: 63041, reason: "Meta paused the template for low quality. (63041)" });
  expect(await applyReaction(pool(), refused, { kind: "hold-template" })).toEqual({ kind: "nothing" });
});

test("a campaign for which something is being written at the moment is held all the same", async () => {
  await inTransaction(async (tx) => {
    // The lock that a foreign key takes.
    await tx.query(`select from campaign where id = $1 for key share`, [ours.campaignId]);
    expect(await applyReaction(pool(), { ...refused, code: 63041 }, { kind: "hold-template" })).toEqual({ kind: "applied", counts: { campaigns: 1 } });
  });
});

test.each([
  ["marketing", "meta-63050", 63050],
  ["all", "twilio-21610", 21610],
] as const)("a person who said no to %s is suppressed at once, with the reason %s", async (suppress, reason, code) => {
  expect(await applyReaction(pool(), { ...refused, code }, { kind: "drop-recipient", suppress })).toEqual({ kind: "applied", counts: { people: 1 } });
  const { rows } = await pool().query(
    `select r.id::text, s.reason, s.source, m.state::text from contact r join suppression s on s.contact_id = r.id join message m on m.contact_id = r.id where r.opted_out_at is not null`,
  );
  expect(rows).toEqual([{ id: ours.contactIds[0], reason, source: "callback", state: "suppressed" }]);
  expect(await audit()).toEqual([{ action: "contact.opted-out", subjectId: ours.contactIds[0], accountId: ours.accountId, detail: { code, scope: suppress } }]);
  expect(await applyReaction(pool(), { ...refused, code }, { kind: "drop-recipient", suppress })).toEqual({ kind: "nothing" });
});

test.each<Reaction>([{ kind: "drop-recipient", suppress: null }, { kind: "slow-down" }, { kind: "retry-later", waitMs: 1 }, { kind: "none" }])("%o concerns nobody else", async (reaction) => {
  expect(await applyReaction(pool(), refused, reaction)).toEqual({ kind: "nothing" });
  expect([await holds(), await audit()]).toEqual([{}, []]);
});

test("a message of another account brings about nothing here", async () => {
  const foreign = { ...refused, accountId: theirs.accountId };
  for (const reaction of [{ kind: "stop-sender" }, { kind: "hold-template" }, { kind: "drop-recipient", suppress: "all" }] as const) {
    expect(await applyReaction(pool(), foreign, reaction)).toEqual({ kind: "nothing" });
  }
});
