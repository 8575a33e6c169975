import { afterAll, beforeAll, describe, expect, test } from "vitest";
import twilio from "twilio";
import { type SimulatedAccount, simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, Rewriting, withSimulator } from "./testing.ts";
import { asking } from "./testing-rest.ts";

const [sandbox, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const TO = "whatsapp:+12125550101";

/** A sub-account of the live one, with a sender of its own. */
const sub: SimulatedAccount = {
  ...live,
  name: "Simulated sub-account",
  sid: `AC${"5b".repeat(16)}`,
  authToken: "5b".repeat(16),
  secondaryAuthToken: "5c".repeat(16),
  apiKeySid: `SK${"5b".repeat(16)}`,
  apiKeySecret: "5b-secret",
  parentSid: live.sid,
  senders: live.senders.slice(0, 1).map((sender) => ({ ...sender, sid: `XE${"5b".repeat(16)}`, phone: "+442079460177" })),
};
const messagesOf = ({ sid }: SimulatedAccount) => `/2010-04-01/Accounts/${sid}/Messages.json`;

describe("who asks", () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ ...LUCKY, accounts: [sandbox, live, sub] });
  });
  afterAll(() => simulator.stop());

  test.each([
    ["the auth token", { user: live.sid, secret: live.authToken }],
    ["the next auth token", { user: live.sid, secret: live.secondaryAuthToken }],
    ["the API key", { user: live.apiKeySid, secret: live.apiKeySecret }],
  ])("is let in by %s", async (_what, credentials) => {
    expect((await asking(simulator, live, credentials)("GET", messagesOf(live))).status).toBe(200);
  });

  test.each([
    ["an API key without its secret", { user: live.apiKeySid, secret: "" }],
    ["an API key with the auth token", { user: live.apiKeySid, secret: live.authToken }],
    ["the account with the key's secret", { user: live.sid, secret: live.apiKeySecret }],
    ["the next token of another account", { user: live.sid, secret: sandbox.secondaryAuthToken }],
  ])("is not let in by %s", async (_what, credentials) => {
    expect(await asking(simulator, live, credentials)("GET", messagesOf(live))).toMatchObject({ status: 401, body: { code: 20003 } });
  });

  test("may act on a sub-account by the path, and what is done there is the sub-account's", async () => {
    const parent = asking(simulator, live);
    const { body } = await parent("POST", messagesOf(sub), { To: TO, From: "whatsapp:+442079460177", ContentSid: sub.templates[0]?.sid ?? "" });
    expect(body).toMatchObject({ account_sid: sub.sid, from: "whatsapp:+442079460177" });
    expect((await asking(simulator, sub)("GET", messagesOf(sub))).body.messages).toHaveLength(1);
    expect((await parent("GET", messagesOf(live))).body.messages).toEqual([]);
    expect(simulator.log().entries.find(({ sid }) => sid === body.sid)?.accountSid).toBe(sub.sid);
  });

  test("may do so through the official SDK too", async () => {
    const sdk = twilio(live.sid, live.authToken, { httpClient: new Rewriting(simulator.url), accountSid: sub.sid });
    expect(await sdk.messages.list()).toMatchObject([{ accountSid: sub.sid }]);
  });

  test.each([
    ["a sub-account on its parent", sub, live],
    ["an account on one that is not its own", sandbox, sub],
    ["an account on another", live, sandbox],
  ])("may not act as %s", async (_who, own, other) => {
    expect(await asking(simulator, own)("GET", messagesOf(other))).toMatchObject({ status: 401, body: { code: 20003 } });
    expect(await asking(simulator, own)("POST", messagesOf(other), { To: TO, From: FROM, Body: "Hello" })).toMatchObject({ status: 401 });
  });

  test("finds nothing under a SID of another account", async () => {
    const theirs = asking(simulator, sandbox);
    for (const path of [`/v1/Content/${live.templates[0]?.sid}`, `/v2/Channels/Senders/${live.senders[0]?.sid}`, `/v1/Services/MG${"0".repeat(32)}`]) {
      expect(await theirs("GET", path)).toMatchObject({ status: 404, body: { code: 20404 } });
    }
  });
});

describe("requests at once", () => {
  const many = (count: number, simulator: Simulator, account = live) => Promise.all(Array.from({ length: count }, () => asking(simulator, account)("GET", messagesOf(account))));

  test("are counted by account in a header of every answer", async () => {
    await withSimulator({ ...LUCKY, latencyMs: 200 }, async (simulator) => {
      const [mine, theirs] = await Promise.all([many(5, simulator), many(2, simulator, sandbox)]);
      const counts = (answers: typeof mine) => answers.map(({ headers }) => Number(headers.get("twilio-concurrent-requests"))).toSorted();
      expect(counts(mine)).toEqual([1, 2, 3, 4, 5]);
      expect(counts(theirs)).toEqual([1, 2]);
      expect(counts(await many(1, simulator))).toEqual([1]);
    });
  });

  test("over the account's limit are refused with 429, unprocessed, and the limit is free again afterwards", async () => {
    await withSimulator({ ...LUCKY, latencyMs: 200, concurrencyMax: 3 }, async (simulator) => {
      const ask = asking(simulator, live);
      const creates = await Promise.all(Array.from({ length: 8 }, () => ask("POST", messagesOf(live), { To: TO, From: FROM, ContentSid: live.templates[0]?.sid ?? "" })));
      expect(creates.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 429, 429, 429, 429, 429]);
      expect(creates.find(({ status }) => status === 429)?.body).toMatchObject({ code: 20429, status: 429 });
      expect(simulator.stats().totals).toMatchObject({ accepted: 3, refused: { 20429: 5 } });
      expect((await many(3, simulator)).map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await many(3, simulator, sandbox)).map(({ status }) => status)).toEqual([200, 200, 200]);
    });
  });

  test("that hang are in hand until their caller goes away", async () => {
    await withSimulator({ ...LUCKY, concurrencyMax: 1, faults: { script: ["hang"] } }, async (simulator) => {
      const gone = new AbortController();
      const headers = { authorization: `Basic ${btoa(`${live.sid}:${live.authToken}`)}` };
      const hanging = fetch(simulator.url + messagesOf(live), { method: "POST", headers, body: new URLSearchParams({ To: TO, From: FROM, Body: "Hello" }), signal: gone.signal }).catch(() => null);
      await expect.poll(() => simulator.log().total).toBe(1);
      expect((await asking(simulator, live)("GET", messagesOf(live))).status).toBe(429);
      gone.abort();
      await hanging;
      await expect.poll(async () => (await asking(simulator, live)("GET", messagesOf(live))).status).toBe(200);
    });
  });
});
