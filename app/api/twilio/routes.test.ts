import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { freshDatabase } from "#lib/db/testing.ts";
import { inboundTests } from "../../../worker/test-door-inbound.ts";
import { refusalTests } from "../../../worker/test-door-refusals.ts";
import { statusTests } from "../../../worker/test-door-status.ts";
import { BODY_WITHIN_MS, type Door, stageFor } from "../../../worker/test-door.ts";
import { POST as postInbound } from "./inbound/[account]/route.ts";
import { answered, ingress } from "./ingress.ts";
import { POST as postStatus } from "./status/[account]/[token]/route.ts";

const PUBLIC = "https://console.example.com";

/** As Next.js routes a path, and with the host that a proxy calls: another than the public one. */
const routes: Door = {
  open: () => ({
    publicBaseUrl: PUBLIC,
    refusals: () => ingress()?.refusals.take() ?? {},
    post: async ({ target, headers, body }) => {
      const behindProxy = { host: "10.0.0.7:3000", "x-forwarded-host": "other.example", "x-forwarded-proto": "http", ...headers };
      const sent: RequestInit & { duplex: "half" } = { method: "POST", headers: behindProxy, body, duplex: "half" };
      const request = new Request(`http://10.0.0.7:3000${target}`, sent);
      const response = typeof body === "string" ? await routed(request) : await answered(request, BODY_WITHIN_MS);
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
    },
  }),
};

/** What Next.js has no route for is not found. */
function routed(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (/^\/api\/twilio\/status\/[^/]+\/[^/]+$/.test(pathname)) return postStatus(request);
  return /^\/api\/twilio\/inbound\/[^/]+$/.test(pathname) ? postInbound(request) : Promise.resolve(new Response(null, { status: 404 }));
}

beforeAll(async () => void (await freshDatabase()));
beforeEach(() => void vi.stubEnv("PUBLIC_BASE_URL", PUBLIC));
const stage = stageFor(routes);
afterEach(() => void vi.stubEnv("PUBLIC_BASE_URL", undefined));

describe("status callbacks at the console's own route", () => statusTests(stage));
describe("inbound messages at the console's own route", () => inboundTests(stage));
describe("bad input at the console's own route", () => refusalTests(stage));

test("without a public address no signature can be checked, and Twilio is asked to come again", async () => {
  vi.stubEnv("PUBLIC_BASE_URL", "");
  expect((await stage.post()).status).toBe(503);
});
