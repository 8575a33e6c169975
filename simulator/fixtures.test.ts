import { isValidPhoneNumber } from "libphonenumber-js/max";
import { describe, expect, test } from "vitest";
import { variableKeysIn } from "#lib/domain/template.ts";
import { CONTENT_TYPES, fieldProblem } from "./content-types.ts";
import { type SimulatedTemplate, simulatedAccounts } from "./fixtures.ts";

const [sandbox, live] = simulatedAccounts;
const templates = simulatedAccounts.flatMap((account) => [...account.templates]);

/** Numbers that regulators keep free for films and books. */
const FICTION = [
  /^\+1\d{3}55501\d\d$/, // North America
  /^\+61491570(006|156|157|158|159)$/, // Australia, ACMA
  /^\+49171392\d{4}$/, // Germany, BNetzA
  /^\+4915228817386$/,
  /^\+493023125\d{3}$/,
  /^\+467017406\d{2}$/, // Sweden, PTS
  /^\+442079460\d{3}$/, // United Kingdom, Ofcom
];

test("no number is anybody's, and every number has the shape of its country", () => {
  const numbers = [...sandbox.members, ...live.senders.map(({ phone }) => phone)];
  for (const number of numbers) {
    expect(FICTION.some((range) => range.test(number)), number).toBe(true);
    expect(isValidPhoneNumber(number), number).toBe(true);
  }
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("there is one sandbox with its shared sender and twelve members, and one live account with two senders at 80 a second", () => {
  expect(simulatedAccounts.map(({ kind }) => kind)).toEqual(["sandbox", "live"]);
  expect(sandbox.senders.map(({ phone }) => phone)).toEqual(["+14155238886"]);
  expect([sandbox.members.length, sandbox.joinWords]).toEqual([12, "join copper-lantern"]);
  expect(live.senders.map(({ mps, status }) => [mps, status])).toEqual([
    [80, "ONLINE"],
    [80, "ONLINE"],
  ]);
});

test("every SID has Twilio's shape and is used once", () => {
  const sids = simulatedAccounts.flatMap((account) => [account.sid, account.apiKeySid, ...account.senders.map(({ sid }) => sid), ...account.templates.map(({ sid }) => sid)]);
  for (const sid of sids) expect(sid).toMatch(/^(AC|SK|XE|HX)[0-9a-f]{32}$/);
  expect(new Set(sids).size).toBe(sids.length);
  for (const { authToken } of simulatedAccounts) expect(authToken).toMatch(/^[0-9a-f]{32}$/);
});

describe("a template", () => {
  const textOf = (template: SimulatedTemplate) => JSON.stringify(template.types);

  test("has a sample for each of its variables and for nothing else", () => {
    for (const template of templates.filter(({ category }) => category !== "AUTHENTICATION")) {
      expect(variableKeysIn(textOf(template)).toSorted(), template.name).toEqual(Object.keys(template.variables).toSorted());
    }
  });

  test("would pass Meta's rules on length and on where variables stand", () => {
    for (const { name, types } of templates) {
      for (const type of Object.values(types)) {
        const body = typeof type.body === "string" ? type.body : "A code.";
        expect(body.length, name).toBeLessThanOrEqual(1_024);
        expect(body, name).not.toMatch(/\}\}[\s.!?]*$/);
        expect(body, name).not.toMatch(/\}\}\s*\{\{/);
      }
    }
  });

  test("has the fields that its type must have, and no other", () => {
    for (const { name, types } of templates) for (const [type, fields] of Object.entries(types)) expect(fieldProblem(type, fields), name).toBeNull();
  });

  test("exists in every state of approval, in four languages and of every type", () => {
    const distinct = (values: string[]) => [...new Set(values)].toSorted();
    expect(distinct(live.templates.map(({ approval }) => approval))).toEqual(["approved", "paused", "pending", "rejected", "unsubmitted"]);
    expect(distinct(live.templates.map(({ language }) => language))).toEqual(["de", "en", "es", "pt_BR"]);
    expect(distinct(live.templates.flatMap(({ types }) => Object.keys(types)))).toEqual(CONTENT_TYPES.toSorted());
  });
});
