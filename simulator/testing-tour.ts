/** A tour of the REST API with the official SDK: every operation that the simulator knows, at least once with success. */
import type twilio from "twilio";
import type { SimulatedAccount } from "./fixtures.ts";
import type { Simulator } from "./simulator.ts";
import { TYPE_EXAMPLES } from "./testing-content.ts";

type Sdk = ReturnType<typeof twilio>;
type Tour = { simulator: Simulator; sdk: Sdk; account: SimulatedAccount };

const TO = "whatsapp:+12125550101";
const HOUR_MS = 3_600_000;

export async function askForEverything(tour: Tour): Promise<void> {
  await askForMessages(tour);
  await askForContent(tour);
  await askForSenders(tour);
  await askForServices(tour);
  await askForAccounts(tour);
}

/** Bodies of the newer APIs go out as they are written, in the names of the wire; the SDK's types have names of their own. */
function asWritten<Typed>(body: object): Typed {
  return body as Typed;
}

async function askForMessages({ simulator, sdk, account }: Tour): Promise<void> {
  const from = `whatsapp:${account.senders[0]?.phone}`;
  const withFile = account.templates.find(({ types }) => "twilio/media" in types)?.sid ?? "";
  await simulator.receive({ accountSid: account.sid, from: TO, to: from, body: "Hello" });
  await sdk.messages.create({ to: TO, from, body: "Good morning", validityPeriod: 600, statusCallback: `${simulator.url}/__sim/stats`, smartEncoded: true });
  await sdk.messages.create({ to: TO, from, mediaUrl: ["https://media.juniperstreet.example/menu.pdf"], body: "The menu" });
  const { sid } = await sdk.messages.create({ to: TO, from, contentSid: withFile, contentVariables: JSON.stringify({ "1": "Ana" }) });
  await simulator.quiet();
  await sdk.messages.list({ pageSize: 1 });
  await sdk.messages.list({ to: TO, from, dateSentAfter: new Date(Date.now() - HOUR_MS), dateSentBefore: new Date(Date.now() + HOUR_MS) });
  await sdk.messages.list({ dateSent: new Date() });
  const message = sdk.messages(sid);
  await message.fetch();
  await message.feedback.create({ outcome: "confirmed" });
  const [file] = await message.media.list({ dateCreatedAfter: new Date(Date.now() - HOUR_MS) });
  await message.media(file?.sid ?? "").fetch();
  await message.media(file?.sid ?? "").remove();
  await message.update({ body: "" });
  await message.remove();
  await message.fetch().catch(() => undefined);
}

async function askForContent({ simulator, sdk }: Tour): Promise<void> {
  const { v1, v2 } = sdk.content;
  for (const [type, fields] of Object.entries(TYPE_EXAMPLES)) {
    const body = { friendly_name: `tour_${type.replaceAll(/\W/g, "_")}`, language: "en", variables: { "1": "Ana" }, types: { [type]: fields } };
    const { sid } = await v1.contents.create(asWritten(body));
    await v1.contents(sid).update(asWritten({ ...body, language: "en_GB" }));
    await v1.contents(sid).fetch();
    await v1.contents(sid).approvalFetch().fetch();
    await v1.contents(sid).approvalCreate.create(asWritten({ name: body.friendly_name, category: type === "whatsapp/authentication" ? "AUTHENTICATION" : "UTILITY" }));
    await v1.contents(sid).approvalCreate.create(asWritten({ name: body.friendly_name, category: "UTILITY" })).catch(() => undefined);
    await v1.contents(sid).approvalFetch().fetch();
  }
  await v1.contents.list({ pageSize: 5 });
  await v1.contentAndApprovals.list({ pageSize: 5 });
  await v1.legacyContents.list({ pageSize: 5 });
  const since = new Date(Date.now() - HOUR_MS);
  await v2.contents.list({ pageSize: 5, language: ["en", "de"], sortByDate: "desc", contentName: "tour" });
  await v2.contentAndApprovals.list({ channelEligibility: ["whatsapp:approved"], contentType: ["twilio/text"], sortByContentName: "asc", dateCreatedAfter: since, dateCreatedBefore: new Date(), content: "Ana" });
  const [first] = await v1.contents.list({ limit: 1 });
  await v1.contents(first?.sid ?? "").remove();
  await v1.contents(first?.sid ?? "").fetch().catch(() => undefined);
  await simulator.quiet();
}

async function askForSenders({ sdk, account }: Tour): Promise<void> {
  const { channelsSenders } = sdk.messaging.v2;
  const order = {
    sender_id: "whatsapp:+442079460199",
    configuration: { waba_id: account.senders[0]?.wabaId, verification_method: "sms" },
    webhook: { callback_url: "https://console.example/inbound", callback_method: "POST" },
    profile: { name: "Juniper Street Coffee Leeds", about: "Beans", websites: [{ website: "https://shop.juniperstreet.example", label: "Website" }], emails: [{ email: "leeds@juniperstreet.example", label: "Email" }] },
  };
  const { sid } = await channelsSenders.create(asWritten(order));
  await channelsSenders(sid).fetch();
  await channelsSenders(sid).update(asWritten({ configuration: { verification_code: "123456" } }));
  await channelsSenders.list({ channel: "whatsapp", pageSize: 1 });
  await channelsSenders(sid).remove();
  await channelsSenders(sid).fetch().catch(() => undefined);
}

/** A failed message stands for what the Monitor API tells of. */
async function askForAccounts({ simulator, sdk, account }: Tour): Promise<void> {
  const from = `whatsapp:${account.senders[0]?.phone}`;
  await sdk.messages.create({ to: "whatsapp:+12125550177", from, body: "Hello, stranger" });
  const { sid } = await simulator.receive({ accountSid: account.sid, from: TO, to: from, body: "Hello" });
  await sdk.messaging.v2.typingIndicator.create({ channel: "whatsapp", messageId: sid });
  await simulator.quiet();
  const [alert] = await sdk.monitor.v1.alerts.list({ logLevel: "error", startDate: new Date(Date.now() - HOUR_MS), pageSize: 1 });
  await sdk.monitor.v1.alerts(alert?.sid ?? "").fetch();
  await sdk.api.accounts.list({ pageSize: 1 });
  await sdk.api.accounts(account.sid).fetch();
  await sdk.balance.fetch();
}

async function askForServices({ simulator, sdk, account }: Tour): Promise<void> {
  const { services } = sdk.messaging.v1;
  const { sid } = await services.create({ friendlyName: "Juniper", statusCallback: `${simulator.url}/__sim/stats`, stickySender: true, inboundMethod: "POST", scanMessageContent: "inherit", validityPeriod: 600 });
  await services(sid).update({ friendlyName: "Juniper Street", inboundRequestUrl: "https://console.example/inbound" });
  await services(sid).fetch();
  for (const sender of account.senders) await services(sid).channelSenders.create({ sid: sender.sid });
  await services(sid).channelSenders.list({ pageSize: 1 });
  await services(sid).channelSenders(account.senders[1]?.sid ?? "").fetch();
  await services(sid).channelSenders(account.senders[1]?.sid ?? "").remove();
  await services(sid).phoneNumbers.list();
  const held = await sdk.messages.create({ to: TO, messagingServiceSid: sid, body: "At once" });
  await sdk.messages(held.sid).fetch();
  const scheduled = await sdk.messages.create({ to: TO, messagingServiceSid: sid, body: "Later", scheduleType: "fixed", sendAt: new Date(Date.now() + HOUR_MS) });
  await sdk.messages(scheduled.sid).update({ status: "canceled" });
  await sdk.messages(scheduled.sid).update({ status: "canceled" }).catch(() => undefined);
  await services.list({ pageSize: 1 });
  await services(sid).remove();
}
