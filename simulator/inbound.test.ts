import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { type Business, LUCKY, openBusiness, sdkFor } from "./testing.ts";

const [, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const PERSON = "whatsapp:+12125550101";

let business: Business;
let simulator: Simulator;
beforeEach(async () => {
  business = await openBusiness();
  simulator = await startSimulator({ ...LUCKY, inboundUrls: { [live.sid]: `${business.url}/in` } });
});
afterEach(async () => {
  await simulator.stop();
  await business.stop();
});

/** Orders one inbound message at the control door. */
async function order(inbound: object) {
  const response = await fetch(`${simulator.url}/__sim/inbound`, { method: "POST", body: JSON.stringify({ accountSid: live.sid, from: PERSON, to: FROM, ...inbound }) });
  return { status: response.status, body: await response.json() };
}

const replyTo = `SM${"0".repeat(32)}`;

test.each([
  ["a text", { body: "Hi" }, { Body: "Hi", MessageType: "text", NumMedia: "0", WaId: "12125550101" }],
  [
    "a tapped button, with what it answers",
    { button: { text: "Stop offers", payload: "stop" }, replyTo },
    { Body: "Stop offers", ButtonText: "Stop offers", ButtonPayload: "stop", MessageType: "button", OriginalRepliedMessageSid: replyTo, OriginalRepliedMessageSender: FROM },
  ],
  ["a row of a list", { list: { id: "r1", title: "Tomorrow" } }, { Body: "Tomorrow", ListId: "r1", ListTitle: "Tomorrow", MessageType: "interactive" }],
  ["a place", { location: { latitude: 51.5, longitude: -0.12, label: "Shop" } }, { Latitude: "51.5", Longitude: "-0.12", Label: "Shop", MessageType: "location", Body: "" }],
  [
    "somebody who comes from an advertisement",
    { body: "Hi", referral: { sourceUrl: "https://fb.me/1", sourceId: "9", headline: "Coffee", body: "Try it" } },
    { ReferralSourceUrl: "https://fb.me/1", ReferralSourceId: "9", ReferralSourceType: "ad", ReferralHeadline: "Coffee", ReferralBody: "Try it" },
  ],
  ["a word of opting out", { body: "STOP", optOut: "STOP" }, { Body: "STOP", OptOutType: "STOP" }],
  ["somebody with a name", { body: "Hi", profileName: "Zoë <b>" }, { ProfileName: "Zoë <b>" }],
])("%s is told as Twilio tells it, signed", async (_what, inbound, params) => {
  expect(await order(inbound)).toMatchObject({ status: 200, body: { answered: 204 } });
  const [heard] = business.heard;
  expect(heard?.params).toMatchObject(params);
  expect(twilio.validateRequest(live.authToken, String(heard?.headers["x-twilio-signature"]), `${business.url}/in`, heard?.params ?? {})).toBe(true);
});

test("files come with an address each, as an MM message that counts them", async () => {
  const { body } = await order({ body: "Look", media: ["image/jpeg", "application/pdf"] });
  expect(body.sid).toMatch(/^MM[0-9a-f]{32}$/);
  const { params } = business.heard[0] ?? {};
  expect(params).toMatchObject({ NumMedia: "2", MediaContentType0: "image/jpeg", MediaContentType1: "application/pdf", MessageType: "image" });
  expect(params?.["MediaUrl1"]).toMatch(new RegExp(`^${simulator.url}/2010-04-01/Accounts/${live.sid}/Messages/${body.sid}/Media/ME[0-9a-f]{32}$`));
  expect(await sdkFor(simulator, live).messages(body.sid).fetch()).toMatchObject({ numMedia: "2", body: "Look" });
});

test("a person whose number is not told has an id, no number, and a window of their own", async () => {
  expect((await order({ from: "US.13491208655302741918", body: "Hi" })).status).toBe(200);
  const { params } = business.heard[0] ?? {};
  expect(params?.["From"]).toBe("whatsapp:US.13491208655302741918");
  expect(params).not.toHaveProperty("WaId");
  expect(Object.values(params ?? {}).some((value) => /\+?1?3491208655302741918$/.test(value) && !value.includes("US."))).toBe(false);
});

test.each([
  [{}, "needs a body, a button"],
  [{ body: "Hi", from: "somebody" }, "neither a number"],
  [{ body: "Hi", from: "+0123" }, "neither a number"],
  [{ media: ["picture"] }, "MIME type"],
  [{ media: [] }, "media"],
  [{ location: { latitude: 91, longitude: 0 } }, "latitude"],
  [{ body: "Hi", replyTo: "SM1" }, "SID of a message"],
  [{ body: "x".repeat(5_000) }, "body"],
  [{ body: "Hi", colour: "red" }, "colour"],
])("%j gets 400 with a sentence, and nobody is told", async (inbound, sentence) => {
  expect(await order(inbound)).toMatchObject({ status: 400, body: { error: expect.stringContaining(sentence) } });
  expect(business.heard).toEqual([]);
});
