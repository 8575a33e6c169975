import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Message, noHabits } from "./message.ts";
import type { LogEntry } from "./request-log.ts";
import { mostInAnyWindow, statsOf, steadyRate } from "./stats.ts";

const risingTimes = fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { maxLength: 200 }).map((times) => times.toSorted((one, other) => one - other));

/** Tries a window at every time: the fullest one can always be moved until it begins at one. */
function naiveMost(times: number[], windowMs: number): number {
  return Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time - start < windowMs).length));
}

describe("the fullest second", () => {
  test("is what trying every window finds", () => {
    fc.assert(
      fc.property(risingTimes, fc.integer({ min: 1, max: 2_000 }), (times, windowMs) => {
        expect(mostInAnyWindow(times, windowMs)).toBe(naiveMost(times, windowMs));
      }),
      { numRuns: 2_000 },
    );
  });

  test("does not begin on a clock's second: 80 at the end of one and 80 at the start of the next are 160", () => {
    const burst = (from: number) => Array.from({ length: 80 }, (_, number) => from + number);
    expect(mostInAnyWindow([...burst(900), ...burst(1_000)])).toBe(160);
  });

  test("ends before its end: messages exactly a second apart never share one", () => {
    expect(mostInAnyWindow([0, 1_000, 2_000, 3_000])).toBe(1);
  });

  test("is empty when nothing was accepted", () => {
    expect(mostInAnyWindow([])).toBe(0);
  });
});

describe("the steady rate", () => {
  test("leaves out the first and the last second, where a campaign starts and runs dry", () => {
    const slowStart = [0, 500];
    const steady = Array.from({ length: 160 }, (_, number) => 1_000 + number * 12.5);
    const slowEnd = [3_400, 4_000];
    expect(steadyRate([...slowStart, ...steady, ...slowEnd])).toBeCloseTo(80, 6);
  });

  test("is not known for a run without a second in the middle", () => {
    expect(steadyRate([])).toBeNull();
    expect(steadyRate([0, 1_000, 2_999])).toBeNull();
  });
});

describe("the counts", () => {
  const entry = (facts: Partial<LogEntry>): LogEntry => ({
    index: 0,
    receivedAt: 1_700_000_000_000,
    accountSid: "AC1",
    method: "POST",
    path: "/2010-04-01/Accounts/AC1/Messages.json",
    from: "whatsapp:+1",
    to: "whatsapp:+2",
    serviceSid: null,
    chosen: false,
    sendAt: null,
    validitySeconds: null,
    mediaUrl: null,
    contentSid: "HX1",
    variables: null,
    body: null,
    bodySha256: null,
    callbackUrl: null,
    fate: "accept",
    status: 201,
    code: null,
    sid: "SM1",
    acceptedAt: 1_700_000_000_000,
    ...facts,
  });
  const refused = (code: number, index: number) => entry({ index, code, status: 400, sid: null, acceptedAt: null });
  const message = (of: LogEntry, moves: Message["moves"], ahead: Message["ahead"] = []): Message => ({
    direction: "outbound-api",
    sid: of.sid ?? "",
    place: 0,
    ordinal: 0,
    entry: of,
    moves,
    ahead,
    callbacks: { posted: moves.length, answered2xx: moves.length, failed: 0, lost: 0 },
    held: [],
    habits: noHabits(),
    awaited: null,
  });

  test("tell accepted, refused by code, vanished and other requests apart", () => {
    const entries = [
      entry({}),
      refused(21656, 1),
      refused(21656, 2),
      refused(63007, 3),
      entry({ index: 4, status: null, sid: null, acceptedAt: null, fate: "hang" }),
      entry({ index: 5, method: "GET", sid: null, acceptedAt: null, status: 200, fate: null }),
    ];
    expect(statsOf(entries, []).totals).toEqual({ requests: 5, accepted: 1, refused: { 21656: 2, 63007: 1 }, vanished: 1, fates: { accept: 4, hang: 1 }, otherRequests: 1 });
  });

  test("count a message that was accepted although its answer said 500", () => {
    expect(statsOf([entry({ fate: "acceptThen500", status: 500 })], []).totals).toMatchObject({ accepted: 1, vanished: 0 });
  });

  test("name the recipient who got most", () => {
    const entries = [entry({ to: "whatsapp:+2" }), entry({ to: "whatsapp:+3" }), entry({ to: "whatsapp:+3" })];
    expect(statsOf(entries, []).recipients).toEqual({ distinct: 2, acceptedMoreThanOnce: 1, worst: { to: "whatsapp:+3", accepted: 2 } });
  });

  test("keep senders apart and say nothing of those that sent nothing", () => {
    const entries = [entry({}), entry({ from: "whatsapp:+9", acceptedAt: 1_700_000_000_500 }), refused(63007, 2)];
    expect(statsOf(entries, []).senders.map(({ from, accepted }) => [from, accepted])).toEqual([
      ["whatsapp:+1", 1],
      ["whatsapp:+9", 1],
    ]);
  });

  test("can be had for one template, one account, from one time or from one entry on", () => {
    const entries = [
      entry({}),
      entry({ index: 1, contentSid: "HX2", receivedAt: 1_700_000_001_000 }),
      entry({ index: 2, accountSid: "AC2", receivedAt: 1_700_000_002_000 }),
    ];
    const accepted = (filter: Parameters<typeof statsOf>[2]) => statsOf(entries, [], filter).totals.accepted;
    expect(accepted({ contentSid: "HX2" })).toBe(1);
    expect(accepted({ accountSid: "AC1" })).toBe(2);
    expect(accepted({ since: 1 })).toBe(2);
    expect(accepted({ since: 1_700_000_001_500 })).toBe(1);
  });

  test("show each message in one status and what is still to come", () => {
    const one = entry({});
    const sent = { status: "sent", code: null, at: 1 } as const;
    const messages = [message(one, []), message(one, [sent], [{ status: "delivered", code: null, at: 2 }]), message(one, [sent, { status: "undelivered", code: 63024, at: 2 }])];
    const stats = statsOf([one], messages);
    expect(stats.statuses).toEqual({ accepted: 0, scheduled: 0, canceled: 0, queued: 1, sent: 1, delivered: 0, read: 0, undelivered: 1, failed: 0 });
    expect(stats.movesToCome).toBe(1);
    expect(stats.callbacks).toEqual({ posted: 3, answered2xx: 3, failed: 0, underWay: 0, lost: 0 });
  });
});
