import { beforeEach, expect, test } from "vitest";
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { ALIKE_MAX, ROW_ENDS_MS } from "#lib/domain/refusal-row.ts";
import type { Departed } from "./departures.ts";
import { RefusalRows, ROWS_MAX } from "./refusal-rows.ts";

const MESSAGE: ClaimedMessage = {
  accountId: "account",
  messageId: "1",
  n: 1,
  campaignId: "campaign",
  senderId: "sender",
  mps: 80, hasMedia: false,
  claimToken: "token",
  from: "+4930230012345",
  to: "+4930230200001",
  contentSid: `HX${"b".repeat(32)}`,
  variables: {},
  departInMs: 0,
};
const ACCEPTED: Departed = { kind: "accepted", messageSid: `SM${"c".repeat(32)}` };
const AWAY: Departed = { kind: "turned_away", status: 403 };

let nowMs: number;
let rows: RefusalRows;

beforeEach(() => {
  nowMs = 1_000;
  rows = new RefusalRows(() => nowMs);
});

function refused(code: number): Departed {
  return { kind: "rejected", code, reaction: { kind: "none" }, reason: "no" };
}

/** What the last of so many means. */
function last(count: number, outcome: Departed, message = MESSAGE): Departed {
  let judged = outcome;
  for (let index = 0; index < count; index += 1) judged = rows.judge(message, outcome);
  return judged;
}

test.each([21619, 21656, 99999])("a code that fails only its own message holds the campaign when everybody meets it: %i", (code) => {
  expect(last(ALIKE_MAX - 1, refused(code))).toEqual(refused(code));
  expect(last(1, refused(code))).toEqual({ ...refused(code), reaction: { kind: "hold-template" }, alike: 20 });
  expect(last(30, refused(code))).toMatchObject({ reaction: { kind: "hold-template" } });
});

test("one that is accepted, or refused otherwise, ends the row", () => {
  last(ALIKE_MAX - 1, refused(21619));
  rows.judge(MESSAGE, ACCEPTED);
  expect(last(ALIKE_MAX - 1, refused(21619))).toEqual(refused(21619));
  rows.judge(MESSAGE, refused(21656));
  expect(last(1, refused(21619))).toEqual(refused(21619));
});

test("what says nothing of the message does not end the row", () => {
  for (const other of [{ kind: "throttled", code: 20429, retryAfterMs: 1 }, { kind: "ambiguous", reason: "" }, { kind: "not_sent", reason: "" }, { kind: "returned", reason: "" }] as const) {
    rows = new RefusalRows(() => nowMs);
    last(ALIKE_MAX - 1, refused(21619));
    expect(rows.judge(MESSAGE, other)).toEqual(other);
    expect(last(1, refused(21619))).toMatchObject({ reaction: { kind: "hold-template" } });
  }
});

test("each campaign has a row of its own, and so has each template", () => {
  last(ALIKE_MAX - 1, refused(21619));
  expect(last(1, refused(21619), { ...MESSAGE, campaignId: "other" })).toEqual(refused(21619));
  expect(last(1, refused(21619), { ...MESSAGE, contentSid: `HX${"d".repeat(32)}` })).toEqual(refused(21619));
});

test("a code with a reaction of its own keeps it", () => {
  const drop: Departed = { kind: "rejected", code: 21211, reaction: { kind: "drop-recipient", suppress: null }, reason: "no" };
  expect(last(2 * ALIKE_MAX, drop)).toEqual(drop);
});

test("a campaign that somebody lets go on has its next people tried", () => {
  last(ALIKE_MAX + 5, refused(21619));
  nowMs += ROW_ENDS_MS;
  expect(last(ALIKE_MAX - 1, refused(21619))).toEqual(refused(21619));
  expect(last(1, refused(21619))).toMatchObject({ reaction: { kind: "hold-template" } });
});

test("requests that are all turned away on the way to Twilio stop their sender, with the status in the sentence", () => {
  expect(last(ALIKE_MAX - 1, AWAY)).toEqual(AWAY);
  expect(last(1, AWAY, { ...MESSAGE, senderId: "other" })).toEqual(AWAY);
  expect(last(1, AWAY)).toMatchObject({ kind: "rejected", code: null, reaction: { kind: "stop-sender" }, reason: expect.stringContaining("refuses our requests (403)") });
});

test.each<[string, Departed]>([["an acceptance", ACCEPTED], ["a refusal", refused(21211)], ["a wait", { kind: "throttled", code: 20429, retryAfterMs: 1 }]])("%s of Twilio's own proves that the way is open", (_name, answer) => {
  last(ALIKE_MAX - 1, AWAY);
  rows.judge(MESSAGE, answer);
  expect(last(1, AWAY)).toEqual(AWAY);
});

test("what is remembered is bounded: the row that was refused longest ago goes first", () => {
  last(ALIKE_MAX - 1, refused(21619));
  for (let index = 0; index < ROWS_MAX; index += 1) rows.judge({ ...MESSAGE, campaignId: `campaign ${index}` }, refused(21619));
  expect(rows.size).toBe(ROWS_MAX);
  expect(last(1, refused(21619))).toEqual(refused(21619));
});
