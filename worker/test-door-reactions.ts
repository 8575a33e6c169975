/** What both doors do with callbacks that speak of more than their own message. */
import { expect, test } from "vitest";
import { liftSenderHold } from "#lib/commands/lift-sender-hold.ts";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { pool } from "#lib/db/connection.ts";
import { launchTo } from "./test-world.ts";
import { type DoorStage, oneRow } from "./test-door.ts";

/** How many senders of the account are held, of how many. */
function holds() {
  return oneRow<{ held: number; all: number }>(`select count(hold_reason)::int as held, count(*)::int as "all" from sender_gate`);
}

async function stateOf(campaignId: string): Promise<string | undefined> {
  return (await oneRow<{ state: string }>(`select state from campaign where id = $1`, [campaignId]))?.state;
}

/** Defines the tests; the stage is set before each. */
export function reactionTests(stage: DoorStage): void {
  const failed = (code: number) => stage.callback({ MessageStatus: "failed", ErrorCode: String(code) });
  const departedAgo = (ago: string) => pool().query(`update attempt set departed_at = app_now() - $1::interval where message_id = $2`, [ago, stage.claimed().messageId]);
  holdTests(stage, { failed, departedAgo });
  pastTests(stage, { failed, departedAgo });
}

/** A report that the message failed with this code; and when its attempt departed. */
type Reports = { failed: (code: number) => Promise<number>; departedAgo: (ago: string) => Promise<unknown> };

function holdTests(stage: DoorStage, { failed, departedAgo }: Reports): void {
  test.each([63_001, 63_007, 63_020, 63_022, 63_026, 63_051])("the error %i in a callback holds its sender, once, and says why", async (code) => {
    expect(await failed(code)).toBe(204);
    expect(await oneRow(`select sender_id as id, hold_reason like $1 as why from sender_gate where hold_reason is not null`, [`% (${code})`])).toEqual({ id: stage.claimed().senderId, why: true });
    expect(await holds()).toMatchObject({ held: 1 });
    expect(await stateOf(stage.claimed().campaignId)).toBe("running");
    expect(await oneRow(`select count(*)::int as n from audit_event where action = 'sender.held' and account_id = $1`, [stage.world().accountId])).toEqual({ n: 1 });
  });

  test.each([30_002, 30_037])("the error %i in a callback holds every sender of the account", async (code) => {
    expect(await failed(code)).toBe(204);
    const seen = await holds();
    expect(seen?.all).toBeGreaterThan(1);
    expect(seen?.held).toBe(seen?.all);
  });

  test.each([63_027, 63_041, 63_042])("the error %i in a callback holds every campaign with its template", async (code) => {
    const { campaignId: second } = await launchTo(stage.world(), { people: 1, mps: 80 });
    await departedAgo("-1 second");
    expect(await failed(code)).toBe(204);
    expect([await stateOf(stage.claimed().campaignId), await stateOf(second)]).toEqual(["held", "held"]);
    expect(await holds()).toMatchObject({ held: 0 });
  });

  test.each([63_003, 63_018, 63_024, 30_008])("the error %i holds nothing", async (code) => {
    expect(await failed(code)).toBe(204);
    expect(await holds()).toMatchObject({ held: 0 });
    expect(await stateOf(stage.claimed().campaignId)).toBe("running");
  });
}

/** What was then says nothing about what is now. */
function pastTests(stage: DoorStage, { failed, departedAgo }: Reports): void {
  test("a callback of an attempt of long ago holds nothing that works now", async () => {
    await departedAgo("25 hours");
    await failed(63_020);
    expect(await holds()).toMatchObject({ held: 0 });
    await departedAgo("23 hours");
    await failed(63_001);
    expect(await holds()).toMatchObject({ held: 1 });
  });

  test("a sender that a person let go on is not held for what departed before that, and is for what departs after", async () => {
    const { senderId } = stage.claimed();
    const { accountId, personId } = stage.world();
    await failed(63_020);
    expect(await liftSenderHold(personId, { accountId, senderId })).toEqual({ kind: "lifted" });
    await failed(63_020);
    await failed(63_022);
    await failed(30_002);
    expect(await oneRow(`select hold_reason as why from sender_gate where sender_id = $1`, [senderId])).toEqual({ why: null });
    await departedAgo("-1 second");
    await failed(63_026);
    expect(await oneRow(`select hold_reason is not null as held from sender_gate where sender_id = $1`, [senderId])).toEqual({ held: true });
  });

  test("a campaign that a person resumed or launched is not held for what departed before that, and is for what departs after", async () => {
    const { campaignId } = stage.claimed();
    const { accountId, personId } = stage.world();
    await failed(63_041);
    expect(await resumeCampaign(personId, { accountId, campaignId })).toEqual({ kind: "moved" });
    const { campaignId: later } = await launchTo(stage.world(), { people: 1, mps: 80 });
    await failed(63_042);
    expect([await stateOf(campaignId), await stateOf(later)]).toEqual(["running", "running"]);
    await departedAgo("-1 second");
    await failed(63_027);
    expect([await stateOf(campaignId), await stateOf(later)]).toEqual(["held", "held"]);
  });
}
