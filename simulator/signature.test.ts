import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import twilio from "twilio";
import { formEncoded, signatureOf } from "./signature.ts";

const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,12}$/);
const forms = fc.uniqueArray(fc.tuple(names, fc.string({ unit: "grapheme", maxLength: 40 })), { selector: ([name]) => name, maxLength: 12 });
const url = "https://console.example/api/twilio/status/abc/42.mac?x=1";

test("the official SDK accepts every signature, whatever is in the parameters", () => {
  fc.assert(
    fc.property(forms, (form) => {
      expect(twilio.validateRequest("token", signatureOf("token", url, form), url, Object.fromEntries(form))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("the official SDK refuses the signature of another account, another URL and another value", () => {
  const form = [["MessageStatus", "sent"]] as const;
  const signature = signatureOf("token", url, form);
  expect(twilio.validateRequest("other", signature, url, { MessageStatus: "sent" })).toBe(false);
  expect(twilio.validateRequest("token", signature, `${url}2`, { MessageStatus: "sent" })).toBe(false);
  expect(twilio.validateRequest("token", signature, url, { MessageStatus: "read" })).toBe(false);
});

test("what is encoded is what a form parser reads", () => {
  fc.assert(
    fc.property(forms, (form) => {
      expect([...new URLSearchParams(formEncoded(form))]).toEqual(form);
    }),
  );
});

test("the official SDK accepts a JSON body by the hash of it in the signed address, and no other body", () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), (body, other) => {
      const signed = `${url}&bodySHA256=${hash("sha256", body)}`;
      const signature = signatureOf("token", signed, []);
      expect(twilio.validateRequestWithBody("token", signature, signed, body)).toBe(true);
      if (other !== body) expect(twilio.validateRequestWithBody("token", signature, signed, other)).toBe(false);
      expect(twilio.validateRequestWithBody("other", signature, signed, body)).toBe(false);
    }),
    { numRuns: 200 },
  );
});
