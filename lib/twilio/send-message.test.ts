import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { TwilioLine } from "./account-client.ts";
import { outcomeOf, sendMessage, type TemplateMessage } from "./send-message.ts";

const CREDENTIALS = { accountSid: `AC${"a".repeat(32)}`, authToken: "canary-token-91c0", apiKey: null };
const MESSAGE: TemplateMessage = {
  from: "+15005550006",
  to: "+15005550009",
  contentSid: `HX${"b".repeat(32)}`,
  variables: { "1": "O'Conner & Söhne" },
  statusCallbackUrl: "http://127.0.0.1/api/twilio/status/x/1-1.0#rc=5&rp=all",
};
/** Of the numbers that are set aside for fiction in Washington and Vancouver. */
const AMERICAN = "+12025550123";
const CANADIAN = "+16045550123";
const servers: Server[] = [];
const lines: TwilioLine[] = [];

afterEach(async () => {
  await Promise.all(lines.splice(0).map((line) => line.close()));
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${portOf(server)}`;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function send(baseUrl: string, departing?: () => void, to = MESSAGE.to) {
  const line = new TwilioLine(baseUrl);
  lines.push(line);
  return sendMessage(line.clientFor(CREDENTIALS), { ...MESSAGE, to }, departing);
}

function answering(status: number, body: string): RequestListener {
  return (request, response) => {
    request.resume().on("end", () => response.writeHead(status, { "content-type": "application/json" }).end(body));
  };
}

test("a named message is accepted, and the request says what Twilio documents", async () => {
  let received = { url: "", auth: "", body: "" };
  const url = await serve((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      received = { url: request.url ?? "", auth: request.headers.authorization ?? "", body };
      response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ sid: `SM${"c".repeat(32)}`, status: "queued" }));
    });
  });
  expect(await send(url)).toEqual({ kind: "accepted", messageSid: `SM${"c".repeat(32)}` });
  expect(received.url).toBe(`/2010-04-01/Accounts/${CREDENTIALS.accountSid}/Messages.json`);
  expect(received.auth).toBe(`Basic ${Buffer.from(`${CREDENTIALS.accountSid}:${CREDENTIALS.authToken}`).toString("base64")}`);
  const form = new URLSearchParams(received.body);
  expect(form.get("To")).toBe("whatsapp:+15005550009");
  expect(form.get("From")).toBe("whatsapp:+15005550006");
  expect(JSON.parse(form.get("ContentVariables") ?? "")).toEqual({ "1": "O'Conner & Söhne" });
  expect(form.get("StatusCallback")).toBe(MESSAGE.statusCallbackUrl);
});

test.each([
  ["an empty success", 201, ""],
  ["a success that is a web page", 201, "<html>ok</html>"],
  ["a truncated success", 201, '{"sid": "SM'],
  ["a success that names no message", 201, '{"sid": "nonsense"}'],
  ["a server error", 500, '{"code":20500,"message":"x","status":500}'],
  ["a bad gateway's web page", 502, "<html>bad gateway</html>"],
  ["a time-out of the gateway", 504, ""],
])("%s is ambiguous", async (_name, status, body) => {
  expect((await send(await serve(answering(status, body)))).kind).toBe("ambiguous");
});

test.each([
  [400, 21211, "drop-recipient"],
  [400, 21610, "drop-recipient"],
  [400, 63003, "drop-recipient"],
  [404, 20404, "stop-account"],
  [400, 21609, "stop-account"],
  [400, 99999, "none"],
  [401, 20003, "stop-account"],
  [403, 20005, "stop-account"],
  [401, 99999, "stop-account"],
  [403, 99999, "stop-account"],
  [401, undefined, "stop-account"],
  [403, 21610, "drop-recipient"],
  [400, 63007, "stop-sender"],
  [400, 63041, "hold-template"],
])("an answer %i with code %s is a refusal with the reaction %s", async (status, code, kind) => {
  const outcome = await send(await serve(answering(status, JSON.stringify({ code, message: "no", status }))));
  expect(outcome).toMatchObject({ kind: "rejected", code: code ?? null, reaction: { kind } });
});

test.each([
  [429, 20429, 2_000],
  [429, 99999, 2_000],
  [400, 21611, 2_000],
  [429, 63018, 2_000],
  [429, 63038, 4 * 3_600_000],
])("an answer %i with code %i took nothing, and the message goes again after %i ms", async (status, code, retryAfterMs) => {
  expect(await send(await serve(answering(status, JSON.stringify({ code, message: "no", status }))))).toEqual({ kind: "throttled", code, retryAfterMs });
});

test.each([
  ["a proxy's web page", 403, "<html>Blocked by policy</html>"],
  ["an empty refusal", 404, ""],
  ["a refusal that is cut off", 400, '{"code": 212'],
  ["a code that is none", 400, '{"code":"E17","message":"no"}'],
  ["a proxy that wants to know who asks", 407, "<html>Proxy Authentication Required</html>"],
])("%s, answered %i, says nothing of the message", async (_name, status, body) => {
  expect(await send(await serve(answering(status, body)))).toEqual({ kind: "turned_away", status });
});

test("a marketing message that Meta spares a person waits; in the United States it never goes", async () => {
  const url = await serve(answering(400, JSON.stringify({ code: 63049, message: "no", status: 400 })));
  expect(await send(url, undefined, CANADIAN)).toMatchObject({ kind: "throttled", retryAfterMs: 24 * 3_600_000 });
  expect(await send(url, undefined, AMERICAN)).toMatchObject({ kind: "rejected", reaction: { kind: "drop-recipient", suppress: null } });
});

test.each([
  ["(#131056) pair rate limit hit", 60_000, { limit: "pair" }],
  ["(#131048) spam rate limit hit", 4 * 3_600_000, { limit: "portfolio" }],
  ["Rate limit exceeded for Channel: 1 rps", 2_000, {}],
])("63018 that says “%s” waits %i ms", async (message, retryAfterMs, limit) => {
  expect(await send(await serve(answering(429, JSON.stringify({ code: 63018, message, status: 429 }))))).toEqual({ kind: "throttled", code: 63018, retryAfterMs, ...limit });
});

test("what Twilio says of a refusal is kept without the number that it quotes, and not without end", async () => {
  const message = `The 'To' number whatsapp:${MESSAGE.to} is not valid. ${"x".repeat(1_000)}`;
  const outcome = await send(await serve(answering(400, JSON.stringify({ code: 21211, message, status: 400 }))));
  expect(outcome).toMatchObject({ kind: "rejected", reason: expect.stringContaining("The 'To' number whatsapp:… is not valid.") });
  expect(outcome.kind === "rejected" && outcome.reason.length).toBe(300);
});

test("only an answer of 4xx proves that nothing was taken, whatever throws it", () => {
  const kinds = [101, 204, 302, 307, 399, 400, 499, 500, 599].map((status) => outcomeOf(Object.assign(new Error("said"), { status, code: 21211 }), null).kind);
  expect(kinds).toEqual(["ambiguous", "ambiguous", "ambiguous", "ambiguous", "ambiguous", "rejected", "rejected", "ambiguous", "ambiguous"]);
});

test("an answer that the server cuts off after reading is ambiguous", async () => {
  const url = await serve((request) => void request.resume().on("end", () => request.socket.destroy()));
  expect((await send(url)).kind).toBe("ambiguous");
});

test("nobody listening means that nothing was sent", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  expect((await send(`http://127.0.0.1:${port}`)).kind).toBe("not_sent");
});

test("a host that has no address means that nothing was sent", async () => {
  expect((await send("http://no-such-host.invalid")).kind).toBe("not_sent");
});

test("no outcome carries the token, raw or encoded, nor the number written to", async () => {
  const basic = Buffer.from(`${CREDENTIALS.accountSid}:${CREDENTIALS.authToken}`).toString("base64");
  const urls = [await serve(answering(500, "{}")), await serve((request) => request.socket.destroy()), "http://no-such-host.invalid"];
  for (const url of urls) {
    const said = JSON.stringify(await send(url));
    for (const secret of [CREDENTIALS.authToken, basic, MESSAGE.to]) expect(said).not.toContain(secret);
  }
});

test("an account without a secret gets no client", () => {
  const line = new TwilioLine("http://127.0.0.1:1");
  expect(() => line.clientFor({ ...CREDENTIALS, authToken: "" })).toThrow("no Twilio credentials");
});

test("the departure is noted before the server sees anything, and not at all when nothing can leave", async () => {
  const order: string[] = [];
  const url = await serve((request, response) => {
    order.push("received");
    answering(201, JSON.stringify({ sid: `SM${"c".repeat(32)}` }))(request, response);
  });
  expect((await send(url, () => void order.push("noted"))).kind).toBe("accepted");
  expect(order).toEqual(["noted", "received"]);
  expect((await send("http://127.0.0.1:9", () => void order.push("noted"))).kind).toBe("not_sent");
  expect(order).toHaveLength(2);
});

test("what cannot be noted does not leave", async () => {
  let requests = 0;
  const url = await serve((request, response) => {
    requests += 1;
    answering(201, JSON.stringify({ sid: `SM${"c".repeat(32)}` }))(request, response);
  });
  const outcome = await send(url, () => {
    throw new Error("no space left on the device");
  });
  expect(outcome.kind).toBe("not_sent");
  expect(requests).toBe(0);
});
