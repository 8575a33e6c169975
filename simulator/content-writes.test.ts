import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { CONTENT_TYPES } from "./content-types.ts";
import { reviewProblem } from "./review-rules.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, withSimulator } from "./testing.ts";
import { TYPE_EXAMPLES } from "./testing-content.ts";
import { asking } from "./testing-rest.ts";

const [, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const TO = "whatsapp:+12125550101";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator(LUCKY);
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const ask = (...request: Parameters<ReturnType<typeof asking>>) => asking(simulator, live)(...request);
const textOnly = { "twilio/text": { body: "Hello {{1}}, your coffee is on its way." } };
const words = { friendly_name: "on_its_way", language: "en", variables: { "1": "Ana" }, types: textOnly };
const create = (json: object) => ask("POST", "/v1/Content", { json });
const submit = (sid: string, json: object = { name: "on_its_way", category: "UTILITY" }) => ask("POST", `/v1/Content/${sid}/ApprovalRequests/whatsapp`, { json });

describe("a template", () => {
  test("that is written is there as it was written, unsubmitted", async () => {
    const { status, body } = await create(words);
    expect([status, body]).toMatchObject([201, { sid: expect.stringMatching(/^HX[0-9a-f]{32}$/), account_sid: live.sid, ...words }]);
    expect((await ask("GET", `/v1/Content/${body.sid}`)).body).toEqual(body);
    const { contents } = (await ask("GET", "/v1/ContentAndApprovals?PageSize=1000")).body;
    expect(contents.at(-1)).toMatchObject({ sid: body.sid, approval_requests: { name: "", category: "", status: "unsubmitted" } });
    expect((await ask("GET", `/v2/Content?ContentName=on_its_way`)).body.contents).toHaveLength(1);
  });

  test("may be of every type that there is, with every field", async () => {
    expect(Object.keys(TYPE_EXAMPLES).toSorted()).toEqual([...CONTENT_TYPES].toSorted());
    for (const [type, fields] of Object.entries(TYPE_EXAMPLES)) expect((await create({ ...words, types: { [type]: fields } })).status, type).toBe(201);
    expect((await create({ ...words, types: { ...textOnly, "twilio/quick-reply": TYPE_EXAMPLES["twilio/quick-reply"] } })).status, "several types").toBe(201);
  });

  test.each<[string, unknown, number, number]>([
    ["no object", ["types"], 20422, 422],
    ["no language", { ...words, language: undefined }, 92003, 400],
    ["a language that is none", { ...words, language: "english" }, 92004, 400],
    ["no types", { ...words, types: undefined }, 92001, 400],
    ["empty types", { ...words, types: {} }, 92001, 400],
    ["a type that does not exist", { ...words, types: { "twilio/poem": { body: "Hello" } } }, 92008, 400],
    ["a variable that is no text", { ...words, variables: { "1": 7 } }, 20422, 422],
    ["more than a hundred variables", { ...words, variables: Object.fromEntries(Array.from({ length: 101 }, (_, key) => [key, "x"])) }, 92002, 400],
  ])("is refused with %s", async (_what, json, code, status) => {
    expect(await ask("POST", "/v1/Content", { json })).toMatchObject({ status, body: { code } });
  });

  test.each<[string, string, object]>([
    ["without its text", "twilio/text", {}],
    ["with a field that nobody knows", "twilio/text", { body: "Hello", mood: "fine" }],
    ["without a file", "twilio/media", { body: "Look", media: [] }],
    ["with a latitude in letters", "twilio/location", { latitude: "north", longitude: 2 }],
    ["without a button", "twilio/quick-reply", { body: "Yes?", actions: [] }],
    ["with eleven buttons", "twilio/quick-reply", { body: "Yes?", actions: Array.from({ length: 11 }, () => ({ title: "Yes" })) }],
    ["with a button of no type", "twilio/call-to-action", { body: "Go", actions: [{ title: "Go" }] }],
    ["with eleven rows", "twilio/list-picker", { body: "Which?", button: "All", items: Array.from({ length: 11 }, (_, id) => ({ id: String(id), item: "One" })) }],
    ["with nothing but a title", "twilio/card", { title: "Hello" }],
    ["with neither title nor body", "twilio/card", { subtitle: "Hello", actions: [] }],
    ["with a header of text and of a file", "whatsapp/card", { body: "Hello", header_text: "News", media: ["https://media.example/cup.jpg"] }],
    ["with cards that differ", "twilio/carousel", { body: "Two", cards: ["QUICK_REPLY", "URL"].map((type) => ({ body: "One", media: "https://media.example/cup.jpg", actions: [{ type, title: "Go" }] })) }],
    ["without a form", "whatsapp/flows", { body: "Tell us", button_text: "Begin" }],
    ["without times", "twilio/schedule", { id: "a", title: "Tasting" }],
    ["without screens", "twilio/flows", { body: "Tell us", button_text: "Begin", pages: [], type: "OTHER" }],
    ["with words of its own", "whatsapp/authentication", { body: "Your code", actions: [{ type: "COPY_CODE", copy_code_text: "Copy" }] }],
  ])("is refused %s: %s", async (_what, type, fields) => {
    expect(await create({ ...words, types: { [type]: fields } })).toMatchObject({ status: 422, body: { code: 20422, message: expect.stringContaining(type) } });
  });

  test("can be changed until it is submitted", async () => {
    const { sid, date_created } = (await create(words)).body;
    const changed = { types: { "twilio/text": { body: "Hello {{1}}, it is there now." } } };
    expect(await ask("PUT", `/v1/Content/${sid}`, { json: changed })).toMatchObject({ status: 200, body: { ...words, ...changed, date_created } });
    await submit(sid);
    expect(await ask("PUT", `/v1/Content/${sid}`, { json: { types: textOnly } })).toMatchObject({ status: 400, body: { code: 92009 } });
    expect((await ask("GET", `/v1/Content/${sid}`)).body.types).toEqual(changed.types);
  });

  test("that is deleted is nowhere, and nobody sends it", async () => {
    const { sid } = (await create(words)).body;
    expect((await ask("DELETE", `/v1/Content/${sid}`)).status).toBe(204);
    expect((await ask("GET", `/v1/Content/${sid}`)).status).toBe(404);
    expect((await ask("DELETE", `/v1/Content/${sid}`)).status).toBe(404);
    expect((await ask("POST", `/2010-04-01/Accounts/${live.sid}/Messages.json`, { To: TO, From: FROM, ContentSid: sid })).body.code).toBe(21655);
  });

  test("from before the Content API is listed under the name and with the body that it had", async () => {
    const { contents } = (await ask("GET", "/v1/LegacyContent")).body;
    expect(contents).toMatchObject([{ legacy_template_name: "voucher_ready", legacy_body: expect.stringMatching(/^Hi \{\{1\}\}, the voucher/), friendly_name: "voucher_ready" }]);
  });
});

describe("an approval", () => {
  const approvalOf = async (sid: string) => (await ask("GET", `/v1/Content/${sid}/ApprovalRequests`)).body.whatsapp;

  test("is received, and after its review the template can be sent to anybody", async () => {
    const { sid } = (await create(words)).body;
    expect(await submit(sid)).toMatchObject({ status: 201, body: { name: "on_its_way", category: "UTILITY", content_type: "twilio/text", status: "received", rejection_reason: "" } });
    await expect.poll(async () => (await approvalOf(sid)).status).toBe("approved");
    const { body } = await ask("POST", `/2010-04-01/Accounts/${live.sid}/Messages.json`, { To: TO, From: FROM, ContentSid: sid });
    await simulator.quiet();
    expect((await ask("GET", `/2010-04-01/Accounts/${live.sid}/Messages/${body.sid}.json`)).body).toMatchObject({ status: "read", body: "Hello Ana, your coffee is on its way." });
  });

  test("goes by received and pending", async () => {
    await withSimulator({ ...LUCKY, speed: 1, delays: { review: [60_000, 60_000] } }, async (slow) => {
      const asked = asking(slow, live);
      const { sid } = (await asked("POST", "/v1/Content", { json: words })).body;
      await asked("POST", `/v1/Content/${sid}/ApprovalRequests/whatsapp`, { json: { name: "on_its_way", category: "UTILITY" } });
      const statusNow = async () => (await asked("GET", `/v1/Content/${sid}/ApprovalRequests`)).body.whatsapp.status;
      expect(await statusNow()).toBe("received");
      slow.advance(31);
      await expect.poll(statusNow).toBe("pending");
      slow.advance(30);
      await expect.poll(statusNow).toBe("approved");
    });
  });

  test("that somebody has decided in the meantime is not decided again", async () => {
    await withSimulator({ ...LUCKY, speed: 1, delays: { review: [60_000, 60_000] } }, async (slow) => {
      const asked = asking(slow, live);
      const made: string[] = [];
      for (const name of ["first", "second"]) {
        const { sid } = (await asked("POST", "/v1/Content", { json: words })).body;
        await asked("POST", `/v1/Content/${sid}/ApprovalRequests/whatsapp`, { json: { name, category: "UTILITY" } });
        made.push(sid);
      }
      slow.change({ what: "template", accountSid: live.sid, contentSid: made[0] ?? "", approval: "disabled" });
      slow.advance(61);
      const statusOf = async (sid = "") => (await asked("GET", `/v1/Content/${sid}/ApprovalRequests`)).body.whatsapp.status;
      await expect.poll(() => statusOf(made[1])).toBe("approved");
      expect(await statusOf(made[0])).toBe("disabled");
    });
  });

  test("is asked for once, whatever came of it", async () => {
    const approved = live.templates[0]?.sid ?? "";
    const rejected = live.templates.find(({ approval }) => approval === "rejected")?.sid ?? "";
    const { sid } = (await create(words)).body;
    await submit(sid);
    for (const each of [approved, rejected, sid]) expect(await submit(each)).toMatchObject({ status: 400, body: { code: 92009 } });
  });

  test.each<[string, object]>([
    ["a name in capitals", { name: "On_Its_Way", category: "UTILITY" }],
    ["no name", { category: "UTILITY" }],
    ["a category that is none", { name: "on_its_way", category: "NEWS" }],
  ])("is refused with %s, and may be asked for again", async (_what, json) => {
    const { sid } = (await create(words)).body;
    expect(await submit(sid, json)).toMatchObject({ status: 422, body: { code: 20422 } });
    expect((await submit(sid)).status).toBe(201);
  });

  test("is denied to a template that breaks a rule, with Meta's reason", async () => {
    const { sid } = (await create({ ...words, types: { "twilio/text": { body: "Hello {{1}} {{2}}, your coffee is on its way." } } })).body;
    await submit(sid);
    await expect.poll(() => approvalOf(sid)).toMatchObject({ status: "rejected", rejection_reason: expect.stringMatching(/^INVALID_FORMAT/) });
  });
});

test.each<[string, string, object, Record<string, string>, boolean]>([
  ["a plain text", "twilio/text", { body: "Hello there." }, {}, true],
  ["a variable at the end with a sample", "twilio/text", { body: "Hello {{1}}!" }, { "1": "Ana" }, true],
  ["a variable at the end without one", "twilio/text", { body: "Hello {{1}}!" }, {}, false],
  ["a variable at the start without one", "twilio/text", { body: "{{1}}, hello there." }, {}, false],
  ["two variables side by side", "twilio/text", { body: "Hello {{1}} {{2}} there." }, { "1": "Ana", "2": "Bo" }, false],
  ["two variables apart", "twilio/text", { body: "Hello {{1}} and {{2}} there." }, { "1": "Ana", "2": "Bo" }, true],
  ["numbers with a gap", "twilio/text", { body: "Hello {{1}} and {{3}} there." }, { "1": "Ana", "3": "Bo" }, false],
  ["variables with names", "twilio/text", { body: "Hello {{name}} and {{other}} there." }, { name: "Ana", other: "Bo" }, true],
  ["a place", "twilio/location", { latitude: 1, longitude: 2 }, {}, false],
])("the review of %s", (_what, type, fields, variables, passes) => {
  const [known] = live.templates;
  expect(known && reviewProblem({ ...known, variables, types: { [type]: { ...fields } } }) === null).toBe(passes);
});
