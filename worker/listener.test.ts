import { once } from "node:events";
import { Agent, request as openRequest } from "node:http";
import twilio from "twilio";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "#lib/db/testing.ts";
import { inboundTests } from "./test-door-inbound.ts";
import { refusalTests } from "./test-door-refusals.ts";
import { statusTests } from "./test-door-status.ts";
import { type Door, FORM, stageFor } from "./test-door.ts";
import { until } from "./test-world.ts";

/** Over HTTP, as Twilio comes; a target is sent as it is. */
const listener: Door = {
  open: (world) => ({
    publicBaseUrl: world.publicBaseUrl,
    refusals: () => world.refusals().take(),
    post: async ({ target, headers, body }) => {
      const request = openRequest({ host: "127.0.0.1", port: world.listener.port, path: target, method: "POST", headers: typeof body === "string" ? { ...headers, "content-length": Buffer.byteLength(body) } : headers });
      // The other side may answer, and close, before everything was sent.
      request.on("error", () => undefined);
      const answered = once(request, "response");
      if (typeof body === "string") request.end(body);
      else void (async () => { for await (const piece of body) request.write(piece); })();
      const [response] = await answered;
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
    },
  }),
};

beforeAll(async () => void (await freshDatabase()));
const stage = stageFor(listener);

describe("status callbacks at the listener", () => statusTests(stage));
describe("inbound messages at the listener", () => inboundTests(stage));
describe("bad input at the listener", () => refusalTests(stage));

test("another method than POST is not taken, and the health of the listener can be asked", async () => {
  expect((await fetch(stage.publicBaseUrl() + stage.target())).status).toBe(404);
  expect((await fetch(`${stage.publicBaseUrl()}/api/health`)).status).toBe(200);
});

test("a connection that was not used for a while is still there: a message of a person comes once", async () => {
  const answer = await fetch(`${stage.publicBaseUrl()}/api/health`);
  expect(answer.headers.get("connection")).toBe("keep-alive");
  expect(Number(/timeout=(\d+)/.exec(answer.headers.get("keep-alive") ?? "")?.[1])).toBeGreaterThan(60);
});

test("a listener that closes finishes what it is receiving, and does not wait for a connection that is kept alive after it", async () => {
  const [path, params] = [stage.target(), stage.params()];
  const agent = new Agent({ keepAlive: true });
  const signature = twilio.getExpectedTwilioSignature(stage.world().account.authToken, stage.publicBaseUrl() + path, params);
  const slow = openRequest(stage.publicBaseUrl() + path, { method: "POST", agent, headers: { "content-type": FORM, "x-twilio-signature": signature, "transfer-encoding": "chunked" } });
  const body = new URLSearchParams(params).toString();
  slow.write(body.slice(0, 20));
  await until(async () => Object.values(agent.sockets).flat().some((socket) => socket?.readyState === "open"), Boolean);
  const closing = stage.world().listener.close();
  const startedMs = performance.now();
  const answered = once(slow, "response");
  slow.end(body.slice(20));
  const [answer] = await answered;
  answer.resume();
  expect(answer.statusCode).toBe(204);
  await closing;
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  agent.destroy();
});
