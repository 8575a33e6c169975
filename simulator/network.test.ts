import { afterEach, beforeEach, describe, expect, test } from "vitest";
import twilio from "twilio";
import { simulatedAccounts } from "./fixtures.ts";
import type { Simulator, SimulatorOptions } from "./simulator.ts";
import { type Business, type Heard, LUCKY, openBusiness, sdkFor, withSimulator } from "./testing.ts";

const [sandbox, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const SANDBOX_FROM = "whatsapp:+14155238886";
const TO = "whatsapp:+12125550101";
const STRANGER = "whatsapp:+12125550199";
const REMINDER = "HXb5b62575e6e4ff6129ad7c8efe1f983e";
const templateNamed = (name: string) => live.templates.find((template) => template.name === name)?.sid ?? "";

let business: Business;
beforeEach(async () => {
  business = await openBusiness();
});
afterEach(() => business.stop());

const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;
const statusesHeard = () => business.heard.map(({ params }) => params.MessageStatus);

async function send(simulator: Simulator, change: Partial<{ to: string; statusCallback: string; contentSid: string; body: string; validityPeriod: number }> = {}) {
  const content = change.body === undefined ? { contentSid: templateNamed("voucher_ready"), contentVariables: '{"1":"Ana"}' } : {};
  return sdkFor(simulator, live).messages.create({ to: TO, from: FROM, statusCallback: `${business.url}/status/1`, ...content, ...change });
}

async function sendFromSandbox(simulator: Simulator, to: string, content: { body?: string; contentSid?: string } = { contentSid: REMINDER }) {
  return sdkFor(simulator, sandbox).messages.create({ to, from: SANDBOX_FROM, statusCallback: business.url, ...content });
}

/** Runs one simulator until it is quiet after `act`, and then looks. */
async function quietly(options: SimulatorOptions, act: (simulator: Simulator) => Promise<unknown>, look: (simulator: Simulator) => void | Promise<void>): Promise<void> {
  await withSimulator(options, async (simulator) => {
    await act(simulator);
    await simulator.quiet();
    await look(simulator);
  });
}

describe("a status callback", () => {
  test("comes for sent, delivered and read, and never for the status that the create already told", async () => {
    await quietly(LUCKY, send, (simulator) => {
      expect(statusesHeard().toSorted()).toEqual(["delivered", "read", "sent"]);
      expect(simulator.stats().callbacks).toEqual({ posted: 3, answered2xx: 3, failed: 0, underWay: 0, lost: 0 });
    });
  });

  test("carries Twilio's parameters and a signature that the official SDK accepts", async () => {
    const path = "/status/42.mac?a=1";
    await quietly(LUCKY, (simulator) => send(simulator, { statusCallback: `${business.url}${path}#rc=5&rp=all` }), () => {
      const sent = heardWith("sent");
      expect(sent.path).toBe(path);
      expect(sent.headers["content-type"]).toContain("application/x-www-form-urlencoded");
      expect(sent.params).toEqual({
        MessageSid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
        SmsSid: sent.params.MessageSid,
        MessageStatus: "sent",
        SmsStatus: "sent",
        To: TO,
        From: FROM,
        AccountSid: live.sid,
        ApiVersion: "2010-04-01",
        ChannelPrefix: "whatsapp",
        ChannelInstallSid: live.senders[0]?.sid,
        ChannelToAddress: "+1212555XXXX",
        StructuredMessage: "true",
      });
      for (const { headers, params } of business.heard) {
        expect(twilio.validateRequest(live.authToken, String(headers["x-twilio-signature"]), business.url + path, params)).toBe(true);
        expect(twilio.validateRequest(sandbox.authToken, String(headers["x-twilio-signature"]), business.url + path, params)).toBe(false);
      }
    });
  });

  test("of a failure names the code", async () => {
    await quietly({ ...LUCKY, outcomes: { delivered: 0, failed: 1 } }, send, () => {
      const failure = business.heard.find(({ params }) => params.MessageStatus === "undelivered" || params.MessageStatus === "failed");
      expect(failure?.params).toMatchObject({ ErrorCode: expect.stringMatching(/^63(003|024)$/), ChannelStatusMessage: expect.any(String) });
    });
  });

  test("says READ in EventType as well when a message is read", async () => {
    await quietly(LUCKY, send, () => expect(heardWith("read").params).toMatchObject({ MessageStatus: "read", EventType: "READ" }));
  });

  test("is gone when it is answered with 500, unless the URL's fragment asks for more", async () => {
    await business.stop();
    business = await openBusiness({ answers: (number) => (number === 1 ? 500 : 204) });
    const stuckAtSent = { ...LUCKY, outcomes: { delivered: 0, failed: 0 } };
    await quietly(stuckAtSent, send, (simulator) => {
      expect(business.heard).toHaveLength(1);
      expect(simulator.stats().callbacks).toMatchObject({ posted: 1, answered2xx: 0, failed: 1 });
    });

    await business.stop();
    business = await openBusiness({ answers: (number) => (number === 1 ? 500 : 204) });
    await quietly(stuckAtSent, (simulator) => send(simulator, { statusCallback: `${business.url}/s#rc=2&rp=5xx` }), (simulator) => {
      expect(business.heard).toHaveLength(2);
      expect(new Set(business.heard.map(({ headers }) => headers["i-twilio-idempotency-token"]))).toHaveProperty("size", 1);
      expect(simulator.stats().callbacks).toMatchObject({ posted: 1, answered2xx: 1, failed: 0 });
    });
  });

  test("survives a listener that is away for a moment", async () => {
    const { port } = business;
    await business.stop();
    await withSimulator({ ...LUCKY, outcomes: { delivered: 0, failed: 0 } }, async (simulator) => {
      await send(simulator, { statusCallback: `http://127.0.0.1:${port}/s#rc=5&rp=all` });
      await expect.poll(() => simulator.stats().callbacks.underWay).toBe(1);
      business = await openBusiness({ port });
      await simulator.quiet();
      expect(statusesHeard()).toEqual(["sent"]);
      expect(simulator.stats().callbacks).toMatchObject({ answered2xx: 1, failed: 0 });
    });
  });

  test("can be doubled, lost and overtaken, and the counts say so", async () => {
    const everyone = Array.from({ length: 30 }, (_, number) => person(number));
    const sendAll = (simulator: Simulator) => Promise.all(everyone.map((to) => send(simulator, { to })));
    await quietly({ ...LUCKY, callbacks: { duplicated: 1 } }, sendAll, (simulator) => {
      expect(business.heard).toHaveLength(180);
      expect(simulator.stats().callbacks).toMatchObject({ posted: 180, answered2xx: 180 });
    });
    business.heard.length = 0;
    await quietly({ ...LUCKY, callbacks: { lost: 0.5 } }, sendAll, (simulator) => {
      const { posted, lost } = simulator.stats().callbacks;
      expect([posted + lost, business.heard.length]).toEqual([90, posted]);
      expect(lost).toBeGreaterThan(20);
    });
    business.heard.length = 0;
    await quietly({ ...LUCKY, callbacks: { shuffled: 0.5, shuffleMs: 200_000 } }, sendAll, () => {
      const placeOf = (to: string, status: string) => business.heard.findIndex(({ params }) => params.To === to && params.MessageStatus === status);
      const overtaken = everyone.filter((to) => placeOf(to, "read") < placeOf(to, "sent"));
      expect(business.heard).toHaveLength(90);
      expect(overtaken.length).toBeGreaterThan(0);
    });
  });
});

describe("what the network knows better", () => {
  const failureOf = async (simulator: Simulator, sid: string) => {
    const { status, errorCode } = await sdkFor(simulator, live).messages(sid).fetch();
    return [status, errorCode];
  };

  test("a stranger to the sandbox gets nothing: 63015, and only afterwards", async () => {
    await withSimulator(LUCKY, async (simulator) => {
      expect((await sendFromSandbox(simulator, STRANGER)).status).toBe("queued");
      await simulator.quiet();
      expect(business.heard.map(({ params }) => [params.MessageStatus, params.ErrorCode])).toEqual([["failed", "63015"]]);
    });
  });

  test("a person joins the sandbox with its words and leaves with stop", async () => {
    await withSimulator({ ...LUCKY, speed: 50, accounts: unpaced() }, async (simulator) => {
      const say = (body: string) => simulator.receive({ accountSid: sandbox.sid, from: STRANGER, to: SANDBOX_FROM, body });
      await say("Join copper-lantern");
      await sendFromSandbox(simulator, STRANGER);
      await simulator.quiet();
      expect(simulator.stats().statuses.read).toBe(1);
      await say("STOP");
      await sendFromSandbox(simulator, STRANGER);
      await simulator.quiet();
      expect(simulator.stats().statuses.failed).toBe(1);
    });
  });

  test("the sandbox takes one message in three seconds, with one ahead of its time", async () => {
    await withSimulator(LUCKY, async (simulator) => {
      await sendFromSandbox(simulator, TO);
      await sendFromSandbox(simulator, TO);
      await expect(sendFromSandbox(simulator, TO)).rejects.toMatchObject({ status: 429, code: 63018 });
    });
  });

  test("a free text outside the window fails with 63016, and inside it arrives", async () => {
    await withSimulator(LUCKY, async (simulator) => {
      const outside = await send(simulator, { body: "Hello?" });
      await simulator.quiet();
      expect(await failureOf(simulator, outside.sid)).toEqual(["failed", 63016]);
    });
    await withSimulator({ ...LUCKY, speed: 50 }, async (simulator) => {
      await simulator.receive({ accountSid: live.sid, from: TO, to: FROM, body: "Are you open?" });
      const inside = await send(simulator, { body: "Until six." });
      await simulator.quiet();
      expect(await failureOf(simulator, inside.sid)).toEqual(["read", null]);
    });
  });

  test.each([
    ["a template that is paused", "flash_sale", 63041],
    ["a template that nobody has approved yet", "winter_hours", 63016],
    ["a template that was rejected", "account_bonus", 63016],
  ])("%s fails", async (_what, name, code) => {
    await withSimulator(LUCKY, async (simulator) => {
      const { sid } = await send(simulator, { contentSid: templateNamed(name) });
      await simulator.quiet();
      expect(await failureOf(simulator, sid)).toEqual(["failed", code]);
    });
  });

  test("a place or a list never begins a conversation, although it is approved: 63016", async () => {
    const templates = live.templates.map((template) => (template.name === "voucher_ready" ? { ...template, types: { "twilio/list-picker": { body: "Which?", button: "Choose", items: [] } } } : template));
    await withSimulator({ ...LUCKY, speed: 50, accounts: [sandbox, { ...live, templates }] }, async (simulator) => {
      const outside = await send(simulator);
      await simulator.receive({ accountSid: live.sid, from: TO, to: FROM, body: "Hi" });
      const inside = await send(simulator);
      await simulator.quiet();
      expect([await failureOf(simulator, outside.sid), await failureOf(simulator, inside.sid)]).toEqual([["failed", 63016], ["read", null]]);
    });
  });

  test("a sender lets its queue go at its rate, however fast it was filled", async () => {
    await withSimulator({ ...LUCKY, mps: 20, delays: { sent: [0, 0] } }, async (simulator) => {
      await Promise.all(Array.from({ length: 40 }, (_, number) => send(simulator, { to: person(number) })));
      expect(simulator.stats().totals.accepted).toBe(40);
      expect(simulator.stats().statuses.queued).toBeGreaterThan(10);
      await simulator.quiet();
      const { firstAcceptAt } = simulator.stats().senders[0] ?? {};
      expect(Date.now() - (firstAcceptAt ?? 0)).toBeGreaterThan((39 / 20) * 1000);
    });
  });

  test("a queue that is older than its life takes no more: 21611", async () => {
    await withSimulator({ ...LUCKY, mps: 1, queueLifeSeconds: 2 }, async (simulator) => {
      for (let number = 0; number < 3; number += 1) await send(simulator);
      await expect(send(simulator)).rejects.toMatchObject({ status: 429, code: 21611 });
    });
  });

  test("a message that waits longer than its validity period fails with 30036", async () => {
    await withSimulator({ ...LUCKY, mps: 0.4 }, async (simulator) => {
      await send(simulator);
      const { sid } = await send(simulator, { validityPeriod: 1 });
      await simulator.quiet();
      expect(await failureOf(simulator, sid)).toEqual(["failed", 30036]);
    });
  });

  test("the same seed gives the same ends to the same people, in whatever order they come", async () => {
    const ends = async (people: string[]) => {
      const found: Record<string, string> = {};
      await quietly({ ...LUCKY, seed: 7, outcomes: {} }, (simulator) => Promise.all(people.map((to) => send(simulator, { to }))), (simulator) => {
        for (const { to, status } of simulator.messages().messages) found[to] = status;
      });
      return found;
    };
    const people = Array.from({ length: 60 }, (_, number) => person(number));
    expect(await ends(people.toReversed())).toEqual(await ends(people));
  });
});

describe("an inbound message", () => {
  test("reaches the account's webhook, signed, with Twilio's parameters", async () => {
    const url = `${business.url}/inbound/live`;
    await withSimulator({ ...LUCKY, inboundUrls: { [live.sid]: url } }, async (simulator) => {
      const { sid, answered } = await simulator.receive({ accountSid: live.sid, from: "+12125550101", to: "+442079460142", body: "Está bem? 👍" });
      expect(answered).toBe(204);
      const { params, headers } = heardWith(undefined);
      expect(params).toMatchObject({ MessageSid: sid, From: TO, To: FROM, Body: "Está bem? 👍", WaId: "12125550101", SmsStatus: "received", NumMedia: "0", AccountSid: live.sid });
      expect(twilio.validateRequest(live.authToken, String(headers["x-twilio-signature"]), url, params)).toBe(true);
      expect(await sdkFor(simulator, live).messages(sid).fetch()).toMatchObject({ direction: "inbound", status: "received", body: "Está bem? 👍" });
    });
  });

  test("is kept and reported as unanswered when there is nobody to tell", async () => {
    await withSimulator(LUCKY, async (simulator) => {
      expect(await simulator.receive({ accountSid: live.sid, from: TO, to: FROM, body: "Hi" })).toMatchObject({ answered: undefined });
      await expect(simulator.receive({ accountSid: "AC0", from: TO, to: FROM, body: "Hi" })).rejects.toThrow("no simulated account");
      await expect(simulator.receive({ accountSid: live.sid, from: TO, to: SANDBOX_FROM, body: "Hi" })).rejects.toThrow("not a sender");
    });
  });
});

/** What the business heard of a status; an inbound message has none. */
function heardWith(status: string | undefined): Heard {
  const found = business.heard.find(({ params }) => params.MessageStatus === status);
  if (!found) throw new Error(`No webhook said ${status}.`);
  return found;
}

/** The two accounts with a sandbox that does not keep anybody waiting. */
function unpaced() {
  return [{ ...sandbox, senders: sandbox.senders.map((sender) => ({ ...sender, mps: 1_000 })) }, live];
}
