/** What tests of the simulator share: the official SDK aimed at it, and a business that listens. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import twilio from "twilio";
import type { SimulatedAccount } from "./fixtures.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./simulator.ts";

export type Heard = { path: string; headers: IncomingHttpHeaders; params: Record<string, string> };
export type Business = { url: string; port: number; heard: Heard[]; stop(): Promise<void> };

/** Moves each request to one server, keeping path and query: what a client of the simulator has to do. */
export class Rewriting extends twilio.RequestClient {
  #base: string;

  constructor(base: string) {
    super();
    this.#base = base;
  }

  override request: InstanceType<typeof twilio.RequestClient>["request"] = (options) => {
    const { pathname, search } = new URL(options.uri);
    return super.request({ ...options, uri: this.#base + pathname + search });
  };
}

/** Quick and without luck: every message is delivered and read within milliseconds, at any rate. */
export const LUCKY: SimulatorOptions = {
  latencyMs: 0,
  speed: 1000,
  mps: 10_000,
  outcomes: { delivered: 1, read: 1, failed: 0 },
};

/** The SDK for one account, with its auth token or with its API key. */
export function sdkFor(simulator: Simulator, account: SimulatedAccount, credentials: "token" | "key" = "token") {
  const httpClient = new Rewriting(simulator.url);
  return credentials === "token"
    ? twilio(account.sid, account.authToken, { httpClient })
    : twilio(account.apiKeySid, account.apiKeySecret, { httpClient, accountSid: account.sid });
}

export async function withSimulator(options: SimulatorOptions, use: (simulator: Simulator) => Promise<void>): Promise<void> {
  const simulator = await startSimulator(options);
  try {
    await use(simulator);
  } finally {
    await simulator.stop();
  }
}

/** A server that hears webhooks. `answers` gives the HTTP status for the n-th one, from 1, now or later. */
export async function openBusiness({ port = 0, answers = () => 204 }: { port?: number; answers?: (number: number) => number | Promise<number> } = {}): Promise<Business> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", async () => {
      heard.push({ path: request.url ?? "", headers: request.headers, params: Object.fromEntries(new URLSearchParams(body)) });
      response.writeHead(await answers(heard.length)).end();
    });
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(port, "127.0.0.1", resolve);
  await listening;
  // A server that listens on TCP has an address with a port.
  const taken = (server.address() as AddressInfo).port;
  const stop = () => {
    const { promise, resolve: stopped } = Promise.withResolvers<void>();
    server.close(() => stopped());
    server.closeAllConnections();
    return promise;
  };
  return { url: `http://127.0.0.1:${taken}`, port: taken, heard, stop };
}
