import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { setApproveAbove } from "./set-approve-above.ts";
import { pool } from "#lib/db/connection.ts";
import { findCampaign } from "#lib/db/find-campaign.ts";
import { findLaunchRequest } from "#lib/db/launch-requests.ts";
import { listAttention } from "#lib/db/list-attention.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedShop, type SeededShop } from "#lib/db/testing-shop.ts";
import { approveLaunch } from "./approve-launch.ts";
import { askForLaunch } from "./ask-for-launch.ts";
import { createCampaign } from "./create-campaign.ts";
import { declineLaunch } from "./decline-launch.ts";
import { launchCampaign } from "./launch-campaign.ts";
import { saveDraft } from "./save-draft.ts";
import { scheduleCampaign } from "./schedule-campaign.ts";

/** Who may be written to of the shop's list. */
const PEOPLE = 4;
const START = { at: new Date(Date.now() + 7 * 86_400_000), wall: "2027-03-27T21:30", zone: "Europe/Berlin", offset: "+01:00" };
let shop: SeededShop;
let ref: { accountId: string; campaignId: string };
let second: string;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person, audit_event cascade`);
  shop = await seedShop(pool(), "live");
  second = (await pool().query<{ id: string }>(`insert into person (email, name, password_hash) values ('ida@harbour.example', 'Ida', 'none') returning id`)).rows[0]?.id ?? "";
  ref = { accountId: shop.accountId, campaignId: await createCampaign(shop.personId, { accountId: shop.accountId, name: "Large" }) };
  const mapping = { "1": { from: "text", text: "you" }, "2": { from: "text", text: "15 %" } } as const;
  expect(await saveDraft(shop.personId, ref, { templateId: shop.templates.utility, listId: shop.listId, mapping })).toEqual({ kind: "saved" });
});

const revision = async () => (await findCampaign(pool(), ref))?.revision ?? "";
const state = async () => (await findCampaign(pool(), ref))?.state;
const ask = async (people = PEOPLE) => askForLaunch(shop.personId, ref, { people, revision: await revision(), note: "Everybody who filled in the card." });
const openId = async () => (await findLaunchRequest(pool(), ref)).open?.id ?? "";
const approve = async (actorId = second, most: number | null = null) => approveLaunch(actorId, ref, { requestId: await openId(), most });
const actions = async () => (await pool().query<{ action: string }>(`select action from audit_event where action like 'launch.%' or action like 'campaign.l%' or action like 'campaign.sch%' order by at, id`)).rows.map(({ action }) => action);

test("to more people than the account sets, nobody launches or schedules alone, whatever their limit", async () => {
  expect(await setApproveAbove(shop.personId, { accountId: shop.accountId, people: 3 })).toEqual({ kind: "set" });
  expect(await setApproveAbove(shop.personId, { accountId: shop.accountId, people: 3 })).toEqual({ kind: "unchanged" });
  expect(await launchCampaign(shop.personId, ref, { people: PEOPLE })).toEqual({ kind: "needs-second-person", above: 3, queued: PEOPLE });
  expect(await launchCampaign(shop.personId, ref, { people: PEOPLE, most: 10 })).toEqual({ kind: "needs-second-person", above: 3, queued: PEOPLE });
  await saveDraft(shop.personId, ref, { schedule: { start: START, hours: null } });
  expect(await scheduleCampaign(shop.personId, ref, { people: PEOPLE })).toEqual({ kind: "needs-second-person", above: 3, queued: PEOPLE });
  expect(await state()).toBe("draft");
  await setApproveAbove(shop.personId, { accountId: shop.accountId, people: PEOPLE });
  expect(await scheduleCampaign(shop.personId, ref, { people: PEOPLE })).toEqual({ kind: "scheduled" });
});

test("what one asks for and another approves is launched, and both are in the audit", async () => {
  await setApproveAbove(shop.personId, { accountId: shop.accountId, people: 1 });
  expect(await ask()).toEqual({ kind: "asked" });
  expect((await findLaunchRequest(pool(), ref)).open).toMatchObject({ requestedById: shop.personId, people: PEOPLE, note: "Everybody who filled in the card." });
  expect((await listAttention(pool(), ref.accountId, true)).items[0]).toMatchObject({ kind: "launch-asked-for", id: ref.campaignId, count: PEOPLE });
  expect((await listAttention(pool(), ref.accountId)).items).toEqual([]);
  expect(await approve()).toMatchObject({ kind: "launched", counts: { queued: PEOPLE } });
  expect(await state()).toBe("running");
  const { rows } = await pool().query(`select actor_id as "actorId", detail ->> 'askedBy' as "askedBy" from audit_event where action = 'campaign.launched'`);
  expect(rows).toEqual([{ actorId: second, askedBy: shop.personId }]);
  expect(await actions()).toEqual(["launch.asked-for", "campaign.launched", "launch.approved"]);
  expect((await listAttention(pool(), ref.accountId, true)).items).toEqual([]);
});

test("nobody is their own second person, in the code and in the schema", async () => {
  await ask();
  expect(await approve(shop.personId)).toEqual({ kind: "your-own" });
  expect(await state()).toBe("draft");
  await expect(pool().query(`update launch_request set decided_at = now(), decided_by_id = requested_by_id, approved = true`)).rejects.toThrow("launch_request_two_people_check");
});

test("a draft that was changed, a list that has grown and an approver with a limit of their own launch nothing, and the question stays", async () => {
  await ask(PEOPLE - 1);
  expect(await approve()).toEqual({ kind: "more-than-confirmed", confirmed: PEOPLE - 1, queued: PEOPLE });
  expect(await approve(second, 2)).toEqual({ kind: "above-your-limit", most: 2, queued: PEOPLE });
  await saveDraft(shop.personId, ref, { name: "Other" });
  expect(await approve()).toEqual({ kind: "changed-since" });
  expect([await state(), (await findLaunchRequest(pool(), ref)).open !== null]).toEqual(["draft", true]);
  expect(await actions()).toEqual(["launch.asked-for"]);
});

test("of two who answer at the same moment, one does", async () => {
  await ask();
  const requestId = await openId();
  const [approved, declined] = await Promise.all([approveLaunch(second, ref, { requestId, most: null }), declineLaunch(second, ref, { requestId, reason: "Not today.", mayDecide: true })]);
  expect([approved.kind, declined.kind].filter((kind) => kind === "no-such-request")).toHaveLength(1);
  expect(await state()).toBe(approved.kind === "launched" ? "running" : "draft");
});

test("one question waits at a time; a no leaves the draft and its reason, and it can be asked anew", async () => {
  expect([(await ask()).kind, (await ask()).kind]).toEqual(["asked", "asked-before"]);
  expect(await declineLaunch(second, ref, { requestId: await openId(), reason: "Next week.", mayDecide: true })).toEqual({ kind: "declined" });
  expect(await findLaunchRequest(pool(), ref)).toMatchObject({ open: null, declined: { declinedBy: "Ida", reason: "Next week.", takenBack: false } });
  expect(await ask()).toEqual({ kind: "asked" });
});

test("who asked takes it back, and nobody else who may not decide", async () => {
  await ask();
  expect(await declineLaunch(second, ref, { requestId: await openId(), reason: "", mayDecide: false })).toEqual({ kind: "no-such-request" });
  expect(await declineLaunch(shop.personId, ref, { requestId: await openId(), reason: "", mayDecide: false })).toEqual({ kind: "declined" });
  expect((await findLaunchRequest(pool(), ref)).declined).toMatchObject({ takenBack: true });
  expect(await actions()).toEqual(["launch.asked-for", "launch.taken-back"]);
});

test("what starts later is scheduled by the approval", async () => {
  await setApproveAbove(shop.personId, { accountId: shop.accountId, people: 1 });
  await saveDraft(shop.personId, ref, { schedule: { start: START, hours: null } });
  await ask();
  expect(await approveLaunch(second, ref, { requestId: await openId(), most: null })).toEqual({ kind: "scheduled" });
  expect(await state()).toBe("scheduled");
  // It was agreed to for so many already: whoever starts it now needs nobody else.
  expect(await launchCampaign(shop.personId, ref, { people: PEOPLE })).toMatchObject({ kind: "launched" });
});

test("nothing is asked about what is launched, changed meanwhile, unfinished or not there", async () => {
  expect(await askForLaunch(shop.personId, ref, { people: 1, revision: "1", note: "" })).toEqual({ kind: "changed-since" });
  expect(await askForLaunch(shop.personId, { ...ref, campaignId: randomUUID() }, { people: 1, revision: "1", note: "" })).toEqual({ kind: "not-found" });
  await launchCampaign(shop.personId, ref);
  expect(await ask()).toEqual({ kind: "not-a-draft", state: "running" });
  const empty = { accountId: shop.accountId, campaignId: await createCampaign(shop.personId, { accountId: shop.accountId, name: "Empty" }) };
  const asked = (await findCampaign(pool(), empty))?.revision ?? "";
  expect(await askForLaunch(shop.personId, empty, { people: 1, revision: asked, note: "" })).toMatchObject({ kind: "incomplete" });
});
