import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { inspect } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { TwilioLine, type LineOptions } from "./account-client.ts";
import { noEvidence, type Evidence } from "./evidence.ts";
import { LINE_LIMITS } from "./line-limits.ts";
import { sendMessage } from "./send-message.ts";
import { portOf } from "./testing-unkind-server.ts";

const CREDENTIALS = { accountSid: `AC${"a".repeat(32)}`, authToken: "token", apiKey: null };
const MESSAGE_SID = `SM${"c".repeat(32)}`;
const REQUEST_ID = `RQ${"5".repeat(32)}`;
const JSON_TYPE = { "content-type": "application/json" };
const servers: { close: (closed: () => void) => unknown }[] = [];
const lines: TwilioLine[] = [];

afterEach(async () => {
  await Promise.all(lines.splice(0).map((line) => line.close()));
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => void server.close(resolve))));
});

function lineTo(url: string | undefined, options: LineOptions = {}): TwilioLine {
  const line = new TwilioLine(url, options);
  lines.push(line);
  return line;
}

async function serve(listener: RequestListener, options: LineOptions = {}): Promise<TwilioLine> {
  const server = createServer((request, response) => void request.resume().on("end", () => listener(request, response)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return lineTo(`http://127.0.0.1:${portOf(server)}`, options);
}

function send(line: TwilioLine, evidence: Evidence = noEvidence()) {
  const message = { from: "+15005550006", to: "+15005550009", contentSid: `HX${"b".repeat(32)}`, variables: {}, statusCallbackUrl: "http://127.0.0.1/status" };
  return sendMessage(line.clientFor(CREDENTIALS), message, undefined, evidence);
}

test("the evidence says what the wire saw, in its order", async () => {
  const line = await serve((_request, response) => void response.writeHead(201, { ...JSON_TYPE, "Twilio-Request-Id": REQUEST_ID, "Twilio-Concurrent-Requests": "7" }).end(JSON.stringify({ sid: MESSAGE_SID })));
  const evidence = noEvidence();
  const beforeMs = performance.now();
  expect(await send(line, evidence)).toEqual({ kind: "accepted", messageSid: MESSAGE_SID });
  expect(evidence).toMatchObject({ status: 201, requestId: REQUEST_ID, concurrentRequests: 7 });
  const moments = [beforeMs, evidence.assignedAtMs, evidence.writtenAtMs, performance.now()].map(Number);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
});

test("headers that are not what Twilio documents are not evidence", async () => {
  const line = await serve((_request, response) => void response.writeHead(201, { ...JSON_TYPE, "Twilio-Request-Id": "<script>", "Twilio-Concurrent-Requests": "-3" }).end(JSON.stringify({ sid: MESSAGE_SID })));
  const evidence = noEvidence();
  await send(line, evidence);
  expect(evidence).toMatchObject({ requestId: null, concurrentRequests: null });
});

test("what is in doubt names the request that Twilio can be asked about", async () => {
  const line = await serve((_request, response) => void response.writeHead(500, { "Twilio-Request-Id": REQUEST_ID }).end());
  expect(await send(line)).toEqual({ kind: "ambiguous", reason: `Twilio answered 500. Request ${REQUEST_ID}.` });
});

test.each([301, 302, 303, 307, 308])("a redirect (%i) is not followed, and proves nothing", async (status) => {
  const asked: string[] = [];
  const line = await serve((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(request.url === "/elsewhere" ? 201 : status, { ...JSON_TYPE, location: "/elsewhere" }).end(JSON.stringify({ sid: MESSAGE_SID }));
  });
  expect(await send(line)).toMatchObject({ kind: "ambiguous" });
  await expect(line.clientFor(CREDENTIALS).messages(MESSAGE_SID).fetch()).rejects.toThrow(String(status));
  expect(asked).not.toContain("/elsewhere");
  expect(asked).toHaveLength(2);
});

test("a refusal is told by the status on the wire, whatever its body is", async () => {
  const bodies = ["", "null", "[]", '"text"', "<html>no</html>", `{"message": 7, "code": "x"}`, `{"code": 99999999999}`, `{"code": 1.5, "status": 201}`];
  for (const body of bodies) {
    const line = await serve((_request, response) => void response.writeHead(400, JSON_TYPE).end(body));
    expect([body, await send(line)]).toEqual([body, { kind: "turned_away", status: 400 }]);
  }
});

test.each(["null", "[]", '"SM"', "7", `{"sid": null}`, `{"sid": ["${MESSAGE_SID}"]}`, `{"sid": "${MESSAGE_SID}0"}`, `{"sid": " ${MESSAGE_SID}"}`])("a success that says %s is ambiguous", async (body) => {
  const line = await serve((_request, response) => void response.writeHead(201, JSON_TYPE).end(body));
  expect(await send(line)).toMatchObject({ kind: "ambiguous" });
});

test("a time-out that a server on the way tells of is ambiguous", async () => {
  const line = await serve((_request, response) => void response.writeHead(408).end());
  expect(await send(line)).toMatchObject({ kind: "ambiguous" });
});

test("headers of 10,000 characters are read, and what is far more ends the exchange in doubt", async () => {
  let long = "x".repeat(10_000);
  const line = await serve((_request, response) => void response.writeHead(201, { ...JSON_TYPE, long }).end(JSON.stringify({ sid: MESSAGE_SID })));
  expect(await send(line)).toMatchObject({ kind: "accepted" });
  long = "x".repeat(100_000);
  expect(await send(line)).toMatchObject({ kind: "ambiguous" });
});

test.each([201, 400])("an answer of %i that is larger than the bound ends in doubt", async (status) => {
  const line = await serve((_request, response) => void response.writeHead(status, JSON_TYPE).end(JSON.stringify({ sid: MESSAGE_SID, code: 21211, body: "x".repeat(5_000) })), { limits: { bodyMaxBytes: 4_000 } });
  expect(await send(line)).toEqual({ kind: "ambiguous", reason: "Twilio's answer was too large." });
});

test("an answer that drips without end is given up", async () => {
  const line = await serve(
    (request, response) => {
      response.writeHead(201, JSON_TYPE).write("{");
      const drip = setInterval(() => response.write(" "), 20);
      request.socket.on("close", () => clearInterval(drip));
    },
    { limits: { answerMs: 200, silenceMs: 5_000 } },
  );
  expect(await send(line)).toEqual({ kind: "ambiguous", reason: "Twilio's answer took too long." });
});

test("what is unknown to us is unknown before the reaper gives the attempt up, and no connection outlives the server's patience", () => {
  const REAPER_MS = 30_000;
  expect(LINE_LIMITS.answerMs).toBeLessThan(REAPER_MS);
  expect(LINE_LIMITS.silenceMs).toBeLessThanOrEqual(LINE_LIMITS.answerMs);
  expect(LINE_LIMITS.idleMs).toBeLessThanOrEqual(4_000);
});

test("a connection is used again, and closed by us when it has been idle", async () => {
  let connections = 0;
  let open = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void request.resume().on("end", () => response.writeHead(201, JSON_TYPE).end(JSON.stringify({ sid: MESSAGE_SID }))));
  server.on("connection", (socket) => {
    connections += 1;
    open += 1;
    socket.on("close", () => (open -= 1));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const line = lineTo(`http://127.0.0.1:${portOf(server)}`, { limits: { idleMs: 300 } });
  for (let n = 0; n < 20; n += 1) await send(line);
  // A connection is free a moment after its answer was read.
  expect(connections).toBeLessThanOrEqual(2);
  await vi.waitFor(() => expect(open).toBe(0), { timeout: 30_000 });
});

test("only HTTP/1.1 is offered", async () => {
  const hello = Promise.withResolvers<Buffer>();
  const server = createTcpServer((socket) => void socket.on("error", () => undefined).once("data", (bytes) => {
    hello.resolve(bytes);
    socket.destroy();
  }));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  expect(await send(lineTo(`https://127.0.0.1:${portOf(server)}`))).toMatchObject({ kind: "not_sent" });
  const offered = (await hello.promise).toString("latin1");
  // Names of protocols, each behind its length (RFC 7301).
  expect(offered).toContain("\u0008http/1.1");
  expect(offered).not.toContain("\u0002h2");
});

test("credentials go to no address but Twilio's, whatever is named as the next page", async () => {
  const client = lineTo(undefined).clientFor(CREDENTIALS);
  for (const uri of ["https://twilio.com.evil.invalid/", "http://api.twilio.com/", "https://127.0.0.1:9/", "https://user@eviltwilio.com/"]) {
    const failure = await client.httpClient.request({ method: "get", uri, username: "AC", password: "token" }).catch((error: unknown) => error);
    expect([uri, inspect(failure)]).toEqual([uri, expect.stringContaining("not one of Twilio's")]);
  }
});

test.each([
  ["The 'To' number whatsapp:+4930230012345 is not valid.", "The 'To' number whatsapp:… is not valid."],
  ["(030) 2300-12345, whatsapp%3A%2B4930230012345 and %3a4930230012345", "(…, whatsapp%3A… and %3a…"],
  ["No AC0123456789abcdef0123456789abcdef here", "No AC… here"],
  ["Content HX12345678901234567890123456789012 is unknown", "Content HX12345678901234567890123456789012 is unknown"],
  ["two\u0000lines\r\n", "two lines"],
  ["x".repeat(10_000), `${"x".repeat(299)}…`],
])("of a refusal's words is kept what says no number (%#)", async (message, kept) => {
  const line = await serve((_request, response) => void response.writeHead(400, JSON_TYPE).end(JSON.stringify({ code: 21211, message, status: 400 })));
  expect(await send(line)).toEqual({ kind: "rejected", code: 21211, reaction: { kind: "drop-recipient", suppress: null }, reason: kept });
});

test("what is stopped at the last moment leaves nothing behind but an open connection, and the next goes over it", async () => {
  let connections = 0;
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume().on("end", () => response.writeHead(201, JSON_TYPE).end(JSON.stringify({ sid: MESSAGE_SID })));
  }).on("connection", () => (connections += 1));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = lineTo(`http://127.0.0.1:${portOf(server)}`).clientFor(CREDENTIALS);
  const message = { from: "+15005550006", to: "+15005550009", contentSid: `HX${"b".repeat(32)}`, variables: {}, statusCallbackUrl: "http://127.0.0.1/status" };
  const stopped = await sendMessage(client, message, () => {
    throw new Error("Its slot had passed.");
  });
  expect(stopped).toEqual({ kind: "not_sent", reason: "It was stopped before it left." });
  expect(requests).toBe(0);
  expect(await sendMessage(client, message)).toMatchObject({ kind: "accepted" });
  expect({ connections, requests }).toEqual({ connections: 1, requests: 1 });
});
