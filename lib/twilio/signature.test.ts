import { createHmac } from "node:crypto";
import twilio from "twilio";
import { expect, test } from "vitest";
import { readAttemptToken, statusCallbackPath, statusCallbackUrl } from "./callback-address.ts";
import { readSignedForm, type SignedRequest } from "./signature.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";
const URL_ = "https://hooks.example.com/api/twilio/status/a/1-1.ff";
const PARAMS = { MessageSid: `SM${"1".repeat(32)}`, MessageStatus: "delivered", To: "whatsapp:+15005550009", Empty: "" };

function signed(params: Record<string, string>, token = TOKEN, url = URL_): SignedRequest {
  const signature = twilio.getExpectedTwilioSignature(token, url, params);
  return { url, signature, body: new URLSearchParams(params).toString(), contentType: "application/x-www-form-urlencoded; charset=utf-8" };
}

test("what Twilio signs is taken, empty values included", () => {
  expect(readSignedForm(signed(PARAMS), [TOKEN])).toEqual(PARAMS);
});

test("during a rotation either token proves it", () => {
  expect(readSignedForm(signed(PARAMS), ["another-token-another-token-12345", TOKEN])).toEqual(PARAMS);
});

test.each([
  ["another account's token", signed(PARAMS, "f".repeat(32))],
  ["a missing signature", { ...signed(PARAMS), signature: "" }],
  ["a changed value", { ...signed(PARAMS), body: new URLSearchParams({ ...PARAMS, MessageStatus: "read" }).toString() }],
  ["an added parameter", { ...signed(PARAMS), body: new URLSearchParams({ ...PARAMS, ErrorCode: "1" }).toString() }],
  ["another path", { ...signed(PARAMS), url: `${URL_}0` }],
  ["another scheme", { ...signed(PARAMS), url: URL_.replace("https", "http") }],
  ["a body that is not a form", { ...signed(PARAMS), contentType: "text/plain" }],
  ["ten thousand parameters", { ...signed(PARAMS), body: Array.from({ length: 10_000 }, (_, index) => `p${index}=1`).join("&") }],
])("%s is refused", (_name, request) => {
  expect(readSignedForm(request, [TOKEN])).toBeNull();
});

test("an account without a token refuses what anybody can sign", () => {
  const forged = { ...signed(PARAMS), signature: createHmac("sha1", "").update(URL_ + Object.entries(PARAMS).sort().flat().join("")).digest("base64") };
  expect(readSignedForm(forged, [""])).toBeNull();
  expect(readSignedForm(forged, [])).toBeNull();
});

test("a captured signature with shifted borders is refused by the shape of its names", () => {
  const genuine = signed({ A: "b", MessageStatus: "sent" });
  const shifted = { ...genuine, body: new URLSearchParams({ "AbMessageStatus=": "sent" }).toString() };
  expect(readSignedForm(shifted, [TOKEN])).toBeNull();
});

test("a repeated parameter is signed like the others and means nothing", () => {
  const params = { A: "1", B: ["x", "y"] };
  const signature = twilio.getExpectedTwilioSignature(TOKEN, URL_, params);
  expect(readSignedForm({ url: URL_, signature, body: "A=1&B=x&B=y", contentType: "application/x-www-form-urlencoded" }, [TOKEN])).toEqual({ A: "1" });
});

const REF = { accountId: "7b0ab4a4-0000-4000-8000-000000000001", messageId: "9007199254740993", n: 2 };

test("a callback address names its attempt and can be read back, beyond the integers of JavaScript too", () => {
  const token = statusCallbackPath(REF, "key").split("/").at(-1) ?? "";
  expect(readAttemptToken(REF.accountId, token, "key")).toEqual(REF);
  expect(statusCallbackUrl("https://h", REF, "key")).toMatch(/^https:\/\/h\/api\/twilio\/status\/.*#rc=5&rp=all$/);
});

test("an address of another attempt, account or key is not ours", () => {
  const token = statusCallbackPath(REF, "key").split("/").at(-1) ?? "";
  expect(readAttemptToken(REF.accountId, token, "other")).toBeNull();
  expect(readAttemptToken("7b0ab4a4-0000-4000-8000-000000000002", token, "key")).toBeNull();
  expect(readAttemptToken(REF.accountId, token.replace("9007199254740993", "9007199254740992"), "key")).toBeNull();
  for (const junk of ["", "1-1", "1-1.", "0-1.aa", `1-1.${"0".repeat(31)}`, "../../etc"]) expect(readAttemptToken(REF.accountId, junk, "key")).toBeNull();
});
