import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, sdkFor, withSimulator } from "./testing.ts";
import { asking } from "./testing-rest.ts";

const [sandbox, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const TO = "whatsapp:+12125550101";
const WITH_FILE = live.templates.find(({ name }) => name === "new_single_origin")?.sid ?? "";
const VOUCHER = live.templates.find(({ name }) => name === "voucher_ready")?.sid ?? "";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator(LUCKY);
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const ask = (...request: Parameters<ReturnType<typeof asking>>) => asking(simulator, live)(...request);
const messages = `/2010-04-01/Accounts/${live.sid}/Messages`;

async function sent(order: Record<string, string> = { ContentSid: VOUCHER }): Promise<string> {
  const { body } = await ask("POST", `${messages}.json`, { To: TO, From: FROM, ...order });
  await simulator.quiet();
  return body.sid;
}

describe("an update", () => {
  test("with an empty body takes the text away, and only the text", async () => {
    const sid = await sent();
    expect(await ask("POST", `${messages}/${sid}.json`, { Body: "" })).toMatchObject({ status: 200, body: { sid, body: "", status: "read", to: TO } });
    expect((await ask("GET", `${messages}/${sid}.json`)).body).toMatchObject({ body: "", from: FROM });
  });

  test.each<[string, Record<string, string>, number, number]>([
    ["cancels nothing that is not scheduled", { Status: "canceled" }, 30409, 409],
    ["does not take both at once", { Status: "canceled", Body: "" }, 30400, 400],
    ["does not take another text", { Body: "Other words" }, 30400, 400],
    ["does not take another status", { Status: "sent" }, 30400, 400],
    ["does not take nothing", {}, 30400, 400],
  ])("%s", async (_what, change, code, status) => {
    const sid = await sent();
    const before = (await ask("GET", `${messages}/${sid}.json`)).body;
    expect(await ask("POST", `${messages}/${sid}.json`, change)).toMatchObject({ status, body: { code, status } });
    expect((await ask("GET", `${messages}/${sid}.json`)).body).toEqual(before);
  });
});

describe("a delete", () => {
  test("answers 204 without a word, and the message is nowhere any more", async () => {
    const sid = await sent();
    const answer = await ask("DELETE", `${messages}/${sid}.json`);
    expect([answer.status, answer.body, answer.headers.get("content-type")]).toEqual([204, null, null]);
    expect(await ask("GET", `${messages}/${sid}.json`)).toMatchObject({ status: 404, body: { code: 20404 } });
    expect(await ask("DELETE", `${messages}/${sid}.json`)).toMatchObject({ status: 404 });
    expect(await sdkFor(simulator, live).messages.list()).toEqual([]);
    expect(simulator.messages().total, "the oracle forgets nothing").toBe(1);
  });

  test("does not shift the pages of a list", async () => {
    const sids = [await sent(), await sent(), await sent(), await sent()].toReversed();
    const first = await sdkFor(simulator, live).messages.page({ pageSize: 2 });
    await ask("DELETE", `${messages}/${sids[1]}.json`);
    const second = await first.nextPage();
    expect(second?.instances.map(({ sid }) => sid)).toEqual(sids.slice(2));
  });

  test("comes too early while the message waits in its sender's queue", async () => {
    await withSimulator({ ...LUCKY, mps: 0.001 }, async (slow) => {
      const askSlow = asking(slow, live);
      await askSlow("POST", `${messages}.json`, { To: TO, From: FROM, ContentSid: VOUCHER });
      const { body } = await askSlow("POST", `${messages}.json`, { To: TO, From: FROM, ContentSid: VOUCHER });
      expect(await askSlow("DELETE", `${messages}/${body.sid}.json`)).toMatchObject({ status: 409, body: { code: 20009 } });
    });
  });
});

describe("the file of a message", () => {
  test("is the template's, and is gone when it is deleted", async () => {
    const sid = await sent({ ContentSid: WITH_FILE });
    const { body: page } = await ask("GET", `${messages}/${sid}/Media.json`);
    expect(page).toMatchObject({ page: 0, start: 0, end: 0, media_list: [{ sid: `ME${sid.slice(2)}`, parent_sid: sid, content_type: "image/jpeg" }] });
    const uri: string = page.media_list[0].uri;
    expect((await ask("GET", uri)).body).toEqual(page.media_list[0]);
    expect((await ask("DELETE", uri)).status).toBe(204);
    expect((await ask("GET", uri)).status).toBe(404);
    expect((await ask("GET", `${messages}/${sid}/Media.json`)).body.media_list).toEqual([]);
    expect((await ask("GET", `${messages}/${sid}.json`)).body.num_media).toBe("0");
  });

  test("is of the kind that its address says, and can be asked for by date", async () => {
    const sid = await sent({ Body: "The menu", MediaUrl: "https://media.juniperstreet.example/menu.pdf" });
    const typesBy = async (query: string) => (await ask("GET", `${messages}/${sid}/Media.json?${query}`)).body.media_list.map((file: { content_type: string }) => file.content_type);
    expect(await typesBy("")).toEqual(["application/pdf"]);
    expect(await typesBy("DateCreated%3E=2020-01-01")).toEqual(["application/pdf"]);
    expect(await typesBy("DateCreated%3C=2020-01-01")).toEqual([]);
  });

  test("of a person's message comes with its own SID and kind", async () => {
    const { sid } = await simulator.receive({ accountSid: live.sid, from: TO, to: FROM, body: "Look", media: ["image/png"] });
    const { body } = await ask("GET", `${messages}/${sid}/Media.json`);
    expect(body.media_list).toMatchObject([{ parent_sid: sid, content_type: "image/png", sid: expect.stringMatching(/^ME[0-9a-f]{32}$/) }]);
  });

  test("is not there for a message of text", async () => {
    expect((await ask("GET", `${messages}/${await sent()}/Media.json`)).body.media_list).toEqual([]);
  });
});

test("feedback is taken for what was sent, in the words that there are", async () => {
  const sid = await sent();
  expect(await ask("POST", `${messages}/${sid}/Feedback.json`, { Outcome: "unconfirmed" })).toMatchObject({ status: 200, body: { message_sid: sid, outcome: "unconfirmed" } });
  expect(await ask("POST", `${messages}/${sid}/Feedback.json`, { Outcome: "perhaps" })).toMatchObject({ status: 400, body: { code: 20001 } });
});

test("a message of another account is nobody's", async () => {
  const sid = await sent();
  const path = `/2010-04-01/Accounts/${sandbox.sid}/Messages/${sid}`;
  const stranger = asking(simulator, sandbox);
  for (const [method, end] of [["GET", ".json"], ["POST", ".json"], ["DELETE", ".json"], ["GET", "/Media.json"], ["POST", "/Feedback.json"]] as const) {
    expect(await stranger(method, path + end, method === "POST" ? { Body: "" } : undefined)).toMatchObject({ status: 404, body: { code: 20404 } });
  }
  expect((await ask("GET", `${messages}/${sid}.json`)).status).toBe(200);
});

test("lists miss a new message for a while, each for its own, and a fetch does not", async () => {
  await withSimulator({ ...LUCKY, listLagMs: 1_500 }, async (lagging) => {
    const sdk = sdkFor(lagging, live);
    const made = await Promise.all(Array.from({ length: 20 }, () => sdk.messages.create({ to: TO, from: FROM, contentSid: VOUCHER })));
    const listed = await sdk.messages.list();
    expect(listed.length).toBeLessThan(20);
    for (const { sid } of made) expect((await sdk.messages(sid).fetch()).sid).toBe(sid);
    await expect.poll(async () => (await sdk.messages.list()).length, { timeout: 20_000 }).toBe(20);
  });
});
