/** Raw requests to a simulator, to see exactly what goes over the wire. */
import type { SimulatedAccount } from "./fixtures.ts";
import type { Simulator } from "./simulator.ts";

type Answered = { status: number; headers: Headers; body: ReturnType<typeof JSON.parse> };
export type Ask = (method: string, path: string, body?: Record<string, string> | { json: unknown }) => Promise<Answered>;

/** Asks as one account, with its auth token unless another secret is given; forms by default. */
export function asking(simulator: Simulator, account: SimulatedAccount, { user = account.sid, secret = account.authToken } = {}): Ask {
  return async (method, path, body) => {
    const isJson = body !== undefined && "json" in body && typeof body.json !== "string";
    const content = body === undefined ? {} : isJson ? { body: JSON.stringify(body.json) } : { body: new URLSearchParams(body as Record<string, string>) };
    const response = await fetch(simulator.url + path, {
      method,
      headers: { authorization: `Basic ${btoa(`${user}:${secret}`)}`, ...(isJson && { "content-type": "application/json" }) },
      ...content,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  };
}
