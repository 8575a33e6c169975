import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, sdkFor, withSimulator } from "./testing.ts";

const [sandbox, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const TO = "whatsapp:+12125550101";
const VOUCHER = live.templates.find(({ name }) => name === "voucher_ready")?.sid ?? "";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator(LUCKY);
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

/** A raw create, to see exactly what goes over the wire. */
async function post(form: Record<string, string>, { account = live, body = new URLSearchParams(form) as BodyInit, type = "application/x-www-form-urlencoded" } = {}) {
  const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${account.sid}/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${account.sid}:${account.authToken}`)}`, "content-type": type },
    body,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const good = { To: TO, From: FROM, ContentSid: VOUCHER, ContentVariables: JSON.stringify({ "1": "Ana", "2": "V1", "3": "Leeds" }) };

describe("a create", () => {
  test("is answered with 201 and a message of Twilio's shape, queued and not yet sent", async () => {
    const { status, headers, body } = await post(good);
    expect(status).toBe(201);
    expect(headers.get("twilio-request-id")).toMatch(/^RQ[0-9a-f]{32}$/);
    expect(body).toEqual({
      account_sid: live.sid,
      api_version: "2010-04-01",
      body: expect.stringContaining("Hi Ana, the voucher"),
      date_created: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
      date_sent: null,
      date_updated: expect.any(String),
      direction: "outbound-api",
      error_code: null,
      error_message: null,
      from: FROM,
      messaging_service_sid: null,
      num_media: "0",
      num_segments: "1",
      price: null,
      price_unit: "USD",
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: "queued",
      subresource_uris: { media: expect.stringMatching(/^\/2010-04-01\/Accounts\/AC\w+\/Messages\/SM\w+\/Media\.json$/) },
      to: TO,
      uri: `/2010-04-01/Accounts/${live.sid}/Messages/${body.sid}.json`,
    });
  });

  test("with a media template makes an MM message", async () => {
    const media = live.templates.find(({ name }) => name === "new_single_origin")?.sid ?? "";
    const { body } = await post({ To: TO, From: FROM, ContentSid: media });
    expect(body).toMatchObject({ sid: expect.stringMatching(/^MM/), num_media: "1" });
  });

  test("that leaves a variable out sends the template's sample, as Twilio does", async () => {
    const { status, body } = await post({ ...good, ContentVariables: '{"1":"Ana"}' });
    expect(status).toBe(201);
    expect(body.body).toContain("*V7K2Q9* at our counter in Bristol");
  });

  test("works with the auth token and with the API key, through the official SDK", async () => {
    for (const credentials of ["token", "key"] as const) {
      const sdk = sdkFor(simulator, live, credentials);
      const made = await sdk.messages.create({ to: TO, from: FROM, contentSid: VOUCHER, contentVariables: "{}" });
      const fetched = await sdk.messages(made.sid).fetch();
      expect(fetched).toMatchObject({ sid: made.sid, to: TO, from: FROM, errorCode: null });
      expect(fetched.dateCreated).toBeInstanceOf(Date);
    }
  });
});

describe("a create is refused", () => {
  const refusals: [string, Record<string, string>, number, number][] = [
    ["without a recipient", { To: "" }, 21604, 400],
    ["without a sender", { From: "" }, 21603, 400],
    ["for a Messaging Service that does not exist", { From: "", MessagingServiceSid: `MG${"0".repeat(32)}` }, 21701, 400],
    ["when only one side is on WhatsApp", { To: "+12125550101" }, 21910, 400],
    ["for a recipient that is no number", { To: "whatsapp:+12" }, 21211, 400],
    ["for a recipient written with spaces", { To: "whatsapp:+1 212 555 0101" }, 21211, 400],
    ["for a sender that is no number", { From: "whatsapp:shop" }, 21212, 400],
    ["for a sender that is not this account's", { From: "whatsapp:+14155238886" }, 63007, 400],
    ["to oneself", { To: FROM }, 63031, 400],
    ["with variables and no template", { ContentSid: "" }, 21654, 400],
    ["for a template that does not exist", { ContentSid: `HX${"0".repeat(32)}` }, 21655, 400],
    ["for the template of another account", { ContentSid: sandbox.templates[0]?.sid ?? "" }, 21655, 400],
    ["with variables that are no JSON", { ContentVariables: "{1:Ana}" }, 21656, 400],
    ["with variables that are a list", { ContentVariables: '["Ana"]' }, 21656, 400],
    ["with a variable that is no text", { ContentVariables: '{"1":7}' }, 21656, 400],
    ["with an empty variable", { ContentVariables: '{"1":""}' }, 21656, 400],
    ["with a line break in a variable", { ContentVariables: '{"1":"Ana\\nB"}' }, 21656, 400],
    ["with a tab in a variable", { ContentVariables: '{"1":"Ana\\tB"}' }, 21656, 400],
    ["with five spaces in a variable", { ContentVariables: '{"1":"Ana     B"}' }, 21656, 400],
    ["with nothing to say", { ContentSid: "", ContentVariables: "" }, 21619, 400],
    ["with 1,601 characters", { ContentSid: "", ContentVariables: "", Body: "x".repeat(1601) }, 21617, 400],
    ["with a callback that is no URL", { StatusCallback: "/api/status" }, 21609, 400],
    ["with an underscore in the callback's host", { StatusCallback: "https://my_host.example/x" }, 21609, 400],
    ["with a validity of ten hours and a second", { ValidityPeriod: "36001" }, 21624, 400],
  ];

  test.each(refusals)("%s", async (_why, change, code, status) => {
    const answer = await post({ ...good, ...change });
    expect(answer).toMatchObject({ status, body: { code, status, more_info: `https://www.twilio.com/docs/errors/${code}` } });
    expect(answer.body.message).toEqual(expect.any(String));
    expect(simulator.stats().totals).toMatchObject({ requests: 1, accepted: 0, refused: { [code]: 1 } });
  });

  test("when its body is JSON, whose parameters Twilio does not see", async () => {
    expect(await post({}, { body: JSON.stringify(good), type: "application/json" })).toMatchObject({ status: 400, body: { code: 21604 } });
  });

  test("with four spaces in a variable it is not", async () => {
    expect(await post({ ...good, ContentVariables: '{"1":"Ana    B"}' })).toMatchObject({ status: 201 });
  });
});

describe("nobody is let in", () => {
  const ask = (authorization: string | undefined, path = `/2010-04-01/Accounts/${live.sid}/Messages.json`) =>
    fetch(simulator.url + path, { headers: authorization === undefined ? {} : { authorization } });
  const basic = (pair: string) => `Basic ${btoa(pair)}`;

  test.each([
    ["without credentials", undefined],
    ["with a wrong token", basic(`${live.sid}:wrong`)],
    ["with an empty token", basic(`${live.sid}:`)],
    ["with the token of another account", basic(`${live.sid}:${sandbox.authToken}`)],
    ["with a bearer token", `Bearer ${live.authToken}`],
  ])("%s", async (_who, authorization) => {
    const response = await ask(authorization);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 20003, status: 401 });
  });

  test("to the account of somebody else", async () => {
    const response = await ask(basic(`${sandbox.sid}:${sandbox.authToken}`));
    expect(response.status).toBe(401);
  });

  test("past the doors that exist", async () => {
    const own = basic(`${live.sid}:${live.authToken}`);
    expect((await ask(own, "/2010-04-01/Nothing.json")).status).toBe(404);
    expect((await ask(own, "/v1/Content/HX1")).status).toBe(404);
    expect(await (await ask(own, `/2010-04-01/Accounts/${live.sid}/Messages/SM1.json`)).json()).toMatchObject({ code: 20404 });
  });
});

describe("a list", () => {
  const sdk = () => sdkFor(simulator, live);
  const send = (to: string, from = FROM) => sdk().messages.create({ to, from, contentSid: VOUCHER, contentVariables: "{}" });

  test("comes newest first, in pages that the SDK follows to the end without a gap or a repeat", async () => {
    const made: string[] = [];
    for (let number = 0; number < 23; number += 1) made.push((await send(TO)).sid);
    const listed = await sdk().messages.list({ pageSize: 5 });
    expect(listed.map(({ sid }) => sid)).toEqual(made.toReversed());
  });

  test("keeps its place while new messages arrive, and pages lead back", async () => {
    for (let number = 0; number < 6; number += 1) await send(TO);
    const first = await sdk().messages.page({ pageSize: 2 });
    await send(TO);
    const second = await first.nextPage();
    const back = await second?.previousPage();
    const sids = (page: Pick<typeof first, "instances"> | undefined) => page?.instances.map(({ sid }) => sid);
    expect(sids(second)?.some((sid) => sids(first)?.includes(sid))).toBe(false);
    expect(sids(back)).toEqual(sids(first));
  });

  test("links to its pages with relative addresses that keep the filters", async () => {
    for (let number = 0; number < 3; number += 1) await send(TO);
    const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${live.sid}/Messages.json?To=${encodeURIComponent(TO)}&PageSize=2`, {
      headers: { authorization: `Basic ${btoa(`${live.sid}:${live.authToken}`)}` },
    });
    const page = await response.json();
    expect(page).toMatchObject({ page: 0, page_size: 2, start: 0, end: 1, previous_page_uri: null });
    expect(page.next_page_uri).toMatch(/^\/2010-04-01\/Accounts\/AC\w+\/Messages\.json\?To=whatsapp%3A%2B12125550101&PageSize=2&Page=1&PageToken=PASM\w{32}$/);
  });

  test("can be asked for one recipient and one sender", async () => {
    const other = "whatsapp:+493023125142";
    await send(TO);
    const wanted = await send(TO, other);
    await send("whatsapp:+12125550102", other);
    const listed = await sdk().messages.list({ to: TO, from: other });
    expect(listed.map(({ sid }) => sid)).toEqual([wanted.sid]);
  });

  test("can be asked for a span of dates of sending", async () => {
    await send(TO);
    const hourMs = 3_600_000;
    const within = () => sdk().messages.list({ dateSentAfter: new Date(Date.now() - hourMs), dateSentBefore: new Date(Date.now() + hourMs) });
    await simulator.quiet();
    expect(await within()).toHaveLength(1);
    expect(await sdk().messages.list({ dateSentBefore: new Date(Date.now() - hourMs) })).toHaveLength(0);
    expect(await sdk().messages.list({ dateSentAfter: new Date(Date.now() + hourMs) })).toHaveLength(0);
  });

  test("by date of sending leaves out what still waits in its sender's queue", async () => {
    await withSimulator({ ...LUCKY, mps: 0.001 }, async (slow) => {
      const client = sdkFor(slow, live);
      const order = { to: TO, from: FROM, contentSid: VOUCHER, contentVariables: "{}" };
      const first = await client.messages.create(order);
      await client.messages.create(order);
      await expect.poll(() => slow.stats().statuses).toMatchObject({ queued: 1, read: 1 });
      expect(await client.messages.list()).toHaveLength(2);
      expect((await client.messages.list({ dateSentAfter: new Date(0) })).map(({ sid }) => sid)).toEqual([first.sid]);
    });
  });
});
