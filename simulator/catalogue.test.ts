import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, sdkFor } from "./testing.ts";

const [sandbox, live] = simulatedAccounts;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator(LUCKY);
});
afterAll(() => simulator.stop());

async function get(path: string, account = live) {
  const response = await fetch(simulator.url + path, { headers: { authorization: `Basic ${btoa(`${account.apiKeySid}:${account.apiKeySecret}`)}` } });
  return { status: response.status, body: await response.json() };
}

describe("templates", () => {
  const sids = live.templates.map(({ sid }) => sid);

  test("are listed by both versions of the SDK's calls, over as many pages as it takes", async () => {
    const { content } = sdkFor(simulator, live);
    const lists = await Promise.all([
      content.v1.contents.list({ pageSize: 5 }),
      content.v1.contentAndApprovals.list({ pageSize: 5 }),
      content.v2.contents.list({ pageSize: 5 }),
      content.v2.contentAndApprovals.list({ pageSize: 5 }),
    ]);
    for (const list of lists) expect(list.map(({ sid }) => sid)).toEqual(sids);
  });

  test("carry their approval as one flat object", async () => {
    const { body } = await get("/v1/ContentAndApprovals?PageSize=1000");
    const rejected = body.contents.find((content: { friendly_name: string }) => content.friendly_name === "account_bonus");
    expect(rejected.approval_requests).toEqual({
      name: "account_bonus",
      category: "UTILITY",
      content_type: "twilio/text",
      status: "rejected",
      rejection_reason: expect.stringMatching(/^TAG_CONTENT_MISMATCH/),
      allow_category_change: false,
    });
    expect(body.meta).toMatchObject({ page: 0, page_size: 1000, key: "contents", next_page_url: null, previous_page_url: null });
  });

  test("can be fetched one by one, with the address of their approval", async () => {
    const content = sdkFor(simulator, live).content.v1.contents(sids[0] ?? "");
    expect(await content.fetch()).toMatchObject({ friendlyName: "voucher_ready", language: "en", variables: { "1": "Anna" } });
    expect(await content.approvalFetch().fetch()).toMatchObject({ sid: sids[0], whatsapp: { type: "whatsapp", status: "approved", category: "UTILITY" } });
  });

  test("link to further pages on this server, so that nothing leaves the machine", async () => {
    const { body } = await get("/v2/ContentAndApprovals?PageSize=5");
    expect(body.meta.next_page_url).toMatch(new RegExp(`^${simulator.url}/v2/ContentAndApprovals\\?PageSize=5&Page=1&PageToken=PAHX\\w{32}$`));
  });

  test("can be filtered and ordered in the second version", async () => {
    const names = async (query: string) => (await get(`/v2/ContentAndApprovals?${query}`)).body.contents.map((content: { friendly_name: string }) => content.friendly_name);
    expect(await names("ChannelEligibility=whatsapp:pending")).toEqual(["winter_hours"]);
    expect(await names("Language=de&Language=pt_BR")).toEqual(["lieferung_unterwegs", "herbst_gutschein", "pedido_pronto"]);
    expect(await names("ContentType=whatsapp/authentication")).toEqual(["sign_in_code"]);
    expect(await names("ContentName=^thank")).toEqual(["thank_you_voucher"]);
    expect(await names("ContentName=(")).toEqual([]);
    expect(await names("Language=de&SortByContentName=asc")).toEqual(["herbst_gutschein", "lieferung_unterwegs"]);
    expect(await names(`DateCreatedAfter=${live.templates.at(-1)?.createdAt}`)).toEqual([live.templates.at(-1)?.name]);
  });

  test("of the sandbox are the ones it brings, and nobody else's", async () => {
    const { body } = await get("/v1/Content", sandbox);
    expect(body.contents.map((content: { sid: string }) => content.sid)).toEqual(sandbox.templates.map(({ sid }) => sid));
    expect((await get(`/v1/Content/${sids[0]}`, sandbox)).status).toBe(404);
  });
});

describe("senders", () => {
  test("are listed by the SDK with status, quality, limit and profile", async () => {
    const senders = await sdkFor(simulator, live).messaging.v2.channelsSenders.list({ channel: "whatsapp" });
    expect(senders.map(({ senderId }) => senderId)).toEqual(["whatsapp:+442079460142", "whatsapp:+493023125142"]);
    expect(senders[0]).toMatchObject({
      sid: live.senders[0]?.sid,
      status: "ONLINE",
      profile: { name: "Juniper Street Coffee" },
      properties: { qualityRating: "HIGH", messagingLimit: "100K Customers/24hr" },
      offlineReasons: null,
    });
  });

  test("can be fetched one by one", async () => {
    const sid = live.senders[1]?.sid ?? "";
    expect(await sdkFor(simulator, live).messaging.v2.channelsSenders(sid).fetch()).toMatchObject({ sid, senderId: "whatsapp:+493023125142" });
    expect((await get(`/v2/Channels/Senders/${sid}`, sandbox)).status).toBe(404);
  });

  test("must be asked for by channel, 20 to a page", async () => {
    expect(await get("/v2/Channels/Senders")).toMatchObject({ status: 400, body: { code: 20001 } });
    expect((await get("/v2/Channels/Senders?Channel=whatsapp")).body.meta).toMatchObject({ page_size: 20, key: "senders" });
    expect((await get("/v2/Channels/Senders?Channel=rcs")).body.senders).toEqual([]);
  });

  test("show where inbound messages go", async () => {
    simulator.setInboundUrl(live.sid, "http://127.0.0.1:9/inbound");
    const { body } = await get(`/v2/Channels/Senders/${live.senders[0]?.sid}`);
    expect(body.webhook.callback_url).toBe("http://127.0.0.1:9/inbound");
  });
});
