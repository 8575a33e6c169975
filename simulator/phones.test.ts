import { afterEach, beforeEach, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import type { PhonePage } from "./phones.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, sdkFor } from "./testing.ts";

const [sandbox, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;
const templateNamed = (name: string) => live.templates.find((template) => template.name === name)?.sid ?? "";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator(LUCKY);
});
afterEach(() => simulator.stop());

const phones = async (query = ""): Promise<PhonePage> => (await fetch(`${simulator.url}/__sim/phones${query}`)).json();
const send = (to: string, contentSid = templateNamed("voucher_ready")) => sdkFor(simulator, live).messages.create({ to, from: FROM, contentSid, contentVariables: '{"1":"Ana"}' });

test("phones are shown by what moved last, each with both sides of its conversation, oldest first", async () => {
  await send(person(1));
  await send(person(2), templateNamed("autumn_tasting"));
  await simulator.receive({ accountSid: live.sid, from: person(1), to: FROM, body: "Thanks" });
  await simulator.quiet();
  const { people, more } = await phones();
  expect(people.map(({ person: who }) => who)).toEqual([person(1), person(2)]);
  expect(people[0]).toMatchObject({ accountSid: live.sid, sender: FROM, senderName: "Juniper Street Coffee" });
  expect(people[0]?.messages).toMatchObject([
    { by: "business", body: expect.stringContaining("Hi Ana"), status: "read", errorCode: null, buttons: [] },
    { by: "person", body: "Thanks", status: "received" },
  ]);
  expect(people[1]?.messages[0]?.buttons).toEqual([
    { text: "Keep me a cup", payload: "tasting-yes" },
    { text: "Not this time", payload: "tasting-no" },
    { text: "Stop offers", payload: "stop" },
  ]);
  expect(more).toBe(false);
});

test("no more phones and messages are shown than a page holds, and it says that there are more", async () => {
  for (let number = 0; number < 30; number += 1) await send(person(number));
  for (let number = 0; number < 25; number += 1) await simulator.receive({ accountSid: live.sid, from: person(29), to: FROM, body: `${number}` });
  const { people, more } = await phones();
  expect([people.length, more, people[0]?.person]).toEqual([24, true, person(29)]);
  expect(people[0]?.messages.map(({ body }) => body)).toEqual(Array.from({ length: 20 }, (_, at) => String(at + 5)));
});

test("one account's phones and senders can be asked for, and messages without text say what they are", async () => {
  await send(person(1));
  await simulator.receive({ accountSid: live.sid, from: person(3), to: FROM, media: ["image/jpeg"] });
  await simulator.receive({ accountSid: live.sid, from: person(3), to: FROM, location: { latitude: 1, longitude: 2 } });
  const { people, senders } = await phones(`?accountSid=${sandbox.sid}`);
  expect([people, senders.map(({ address }) => address)]).toEqual([[], ["whatsapp:+14155238886"]]);
  const all = await phones();
  expect(all.senders).toHaveLength(3);
  expect(all.people[0]?.messages.map(({ body }) => body)).toEqual(["File image/jpeg", "Location 1, 2"]);
});

test("the page holds everything it needs, and its policy lets nothing else in", async () => {
  for (const path of ["/__sim/", "/__sim"]) {
    const response = await fetch(simulator.url + path);
    const html = await response.text();
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(policy).toContain("default-src 'none'");
    const nonces = [...html.matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce);
    expect([nonces.length, new Set(nonces).size, policy.includes(`'nonce-${nonces[0]}'`)]).toEqual([2, 1, true]);
    expect(html).not.toMatch(/%[A-Z]+%|https?:\/\/|innerHTML|insertAdjacentHTML/);
    expect(html).toContain("--canvas: light-dark(");
  }
});
