import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import twilio from "twilio";
import { expect, test } from "vitest";
import { readAttemptToken, statusCallbackPath, statusCallbackUrl } from "./callback-address.ts";
import { readSigned, type SignedRequest } from "./signature.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";
const URL_ = "https://hooks.example.com/api/twilio/status/a/1-1.ff";
const PARAMS = { MessageSid: `SM${"1".repeat(32)}`, MessageStatus: "delivered", To: "whatsapp:+15005550009", Empty: "" };

/** The parameters of a genuine request, or why it is none. */
function read(request: SignedRequest, tokens: string[]): unknown {
  const verdict = readSigned(request, tokens);
  return verdict.kind === "genuine" ? verdict.parameters : verdict.reason;
}

function signed(params: Record<string, string>, token = TOKEN, url = URL_): SignedRequest {
  const signature = twilio.getExpectedTwilioSignature(token, url, params);
  return { url, signature, body: new URLSearchParams(params).toString(), contentType: "application/x-www-form-urlencoded; charset=utf-8" };
}

test("what Twilio signs is taken, empty values included", () => {
  expect(read(signed(PARAMS), [TOKEN])).toEqual(PARAMS);
});

test("during a rotation either token proves it", () => {
  expect(read(signed(PARAMS), ["another-token-another-token-12345", TOKEN])).toEqual(PARAMS);
});

test.each([
  ["another account's token", signed(PARAMS, "f".repeat(32)), "bad-signature"],
  ["a missing signature", { ...signed(PARAMS), signature: "" }, "no-signature"],
  ["a signature of another length", { ...signed(PARAMS), signature: "garbage" }, "bad-signature"],
  ["a changed value", { ...signed(PARAMS), body: new URLSearchParams({ ...PARAMS, MessageStatus: "read" }).toString() }, "bad-signature"],
  ["an added parameter", { ...signed(PARAMS), body: new URLSearchParams({ ...PARAMS, ErrorCode: "1" }).toString() }, "bad-signature"],
  ["another path", { ...signed(PARAMS), url: `${URL_}0` }, "bad-signature"],
  ["another scheme", { ...signed(PARAMS), url: URL_.replace("https", "http") }, "bad-signature"],
  ["a body that is no form", { ...signed(PARAMS), contentType: "text/plain" }, "content-type"],
  ["a type that only begins like a form's", { ...signed(PARAMS), contentType: "application/x-www-form-urlencoded-not" }, "content-type"],
  ["an HTML page", { ...signed(PARAMS), body: "<html><body>502 Bad Gateway</body></html>" }, "parameters"],
  ["ten thousand parameters", { ...signed(PARAMS), body: Array.from({ length: 10_000 }, (_, index) => `p${index}=1`).join("&") }, "parameters"],
])("%s is refused", (_name, request, reason) => {
  expect(read(request, [TOKEN])).toBe(reason);
});

test("an account without a token refuses what anybody can sign", () => {
  const forged = { ...signed(PARAMS), signature: createHmac("sha1", "").update(URL_ + Object.entries(PARAMS).sort().flat().join("")).digest("base64") };
  expect(read(forged, [""])).toBe("bad-signature");
  expect(read(forged, [])).toBe("bad-signature");
});

const FAILED = { AccountSid: `AC${"2".repeat(32)}`, ChannelToAddress: "+4930230XXXX", ErrorCode: "63050", EventType: "UNDELIVERED", MessageSid: `SM${"1".repeat(32)}`, MessageStatus: "undelivered" };

test.each<[string, [string, string][]]>([
  ["a name that took in the next parameter", [["AccountSid", FAILED.AccountSid], ["ChannelToAddress", FAILED.ChannelToAddress], ["ErrorCode63050EventType", "UNDELIVERED"], ["MessageSid", FAILED.MessageSid], ["MessageStatus", "undelivered"]]],
  ["a value that took in the next parameter", [["AccountSid", FAILED.AccountSid], ["ChannelToAddress", `${FAILED.ChannelToAddress}ErrorCode63050`], ["EventType", "UNDELIVERED"], ["MessageSid", FAILED.MessageSid], ["MessageStatus", "undelivered"]]],
  ["a name that was cut in two", [["AccountSid", FAILED.AccountSid], ["ChannelToAddress", FAILED.ChannelToAddress], ["E", "rrorCode63050"], ["EventType", "UNDELIVERED"], ["MessageSid", FAILED.MessageSid], ["MessageStatus", "undelivered"]]],
])("a captured signature is refused with %s", (_name, shifted) => {
  const genuine = signed(FAILED);
  expect(read(genuine, [TOKEN])).toEqual(FAILED);
  // The signature itself still fits: only the borders tell.
  expect(twilio.validateRequest(TOKEN, genuine.signature, URL_, Object.fromEntries(shifted))).toBe(true);
  expect(read({ ...genuine, body: new URLSearchParams(shifted).toString() }, [TOKEN])).toBe("shifted-border");
});

test("a captured message of a person cannot be made to come from another one whom its text names", () => {
  const text = `xFromwhatsapp:+4930230111111MessageSidSM${"9".repeat(32)}Towhatsapp:+4930230222222Z`;
  const genuine = signed({ AccountSid: FAILED.AccountSid, Body: `stop${text}`, From: "whatsapp:+4930230333333", MessageSid: FAILED.MessageSid, To: "whatsapp:+4930230222222" });
  const rest = `Fromwhatsapp:+4930230333333MessageSid${FAILED.MessageSid}Towhatsapp:+4930230222222`;
  const shifted = { AccountSid: FAILED.AccountSid, Body: "stopx", From: "whatsapp:+4930230111111", MessageSid: `SM${"9".repeat(32)}`, To: "whatsapp:+4930230222222", Z: rest };
  expect(twilio.validateRequest(TOKEN, genuine.signature, URL_, shifted)).toBe(true);
  expect(read({ ...genuine, body: new URLSearchParams(shifted).toString() }, [TOKEN])).toBe("shifted-border");
});

test("a parameter that came twice the same means what it means once; one with two values means nothing", () => {
  const signature = twilio.getExpectedTwilioSignature(TOKEN, URL_, { A: "1", B: ["x", "y"] });
  const form = { url: URL_, signature, contentType: "application/x-www-form-urlencoded" };
  expect(read({ ...form, body: "A=1&A=1&B=y&B=x&B=y" }, [TOKEN])).toEqual({ A: "1" });
  const twice = twilio.getExpectedTwilioSignature(TOKEN, URL_, { ErrorCode: ["1", "2"] });
  expect(read({ ...form, signature: twice, body: "ErrorCode=1&ErrorCode=2" }, [TOKEN])).toBe("parameters");
});

/** A JSON webhook as Twilio sends it: the hash of the body is part of the signed address. */
function signedJson(body: string, token = TOKEN): SignedRequest {
  const url = `${URL_}?bodySHA256=${createHash("sha256").update(body).digest("hex")}`;
  return { url, body, signature: twilio.getExpectedTwilioSignature(token, url, {}), contentType: "application/json" };
}

test("a JSON body is proved by its hash in the signed address", () => {
  expect(read(signedJson(JSON.stringify({ ...PARAMS, NumMedia: 0, nested: { MessageStatus: "read" }, list: ["a"] })), [TOKEN])).toEqual({ ...PARAMS, NumMedia: "0" });
});

test.each([
  ["another body", { ...signedJson("{}"), body: `{"MessageStatus":"read"}` }, "bad-signature"],
  ["no hash", { ...signedJson("{}"), url: URL_, signature: twilio.getExpectedTwilioSignature(TOKEN, URL_, {}) }, "bad-signature"],
  ["another token", signedJson("{}", "f".repeat(32)), "bad-signature"],
  ["text that is no JSON", signedJson("<html></html>"), "parameters"],
  ["a list", signedJson("[1]"), "parameters"],
  ["a name that is none", signedJson(`{"a-b":"x"}`), "parameters"],
  ["a thousand names", signedJson(JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`p${index}`, ""])))), "parameters"],
])("JSON with %s is refused", (_name, request, reason) => {
  expect(read(request, [TOKEN])).toBe(reason);
});

const address = fc.constantFrom(URL_, "http://127.0.0.1:4001/api/x", "https://Hooks.example.com:443/api/x", "https://hooks.example.com:8443/api/x?a=it's&b=%27", "https://hooks.example.com/a%20b?c=ü");
const someName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
const parameters = fc.dictionary(someName, fc.oneof(fc.string({ unit: "grapheme" }), fc.array(fc.string(), { minLength: 1, maxLength: 3 })), { noNullPrototype: true, maxKeys: 8 });

test("what the SDK takes is taken, and never anything that the SDK refuses", () => {
  fc.assert(
    fc.property(address, address, parameters, fc.constantFrom(TOKEN, "f".repeat(32)), (signedUrl, url, params, token) => {
      const pairs = Object.entries(params).flatMap(([name, value]) => [value].flat().map((each) => [name, each.toWellFormed()]));
      const received = Object.groupBy(pairs, ([name = ""]) => name);
      const form = Object.fromEntries(Object.entries(received).map(([name, values = []]) => [name, values.map(([, value = ""]) => value)]));
      const signature = twilio.getExpectedTwilioSignature(token, signedUrl, form);
      const verdict = readSigned({ url, signature, body: new URLSearchParams(pairs).toString(), contentType: "application/x-www-form-urlencoded" }, [TOKEN]);
      expect(verdict.kind === "genuine").toBe(twilio.validateRequest(TOKEN, signature, url, form));
    }),
    { numRuns: 2_000 },
  );
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
