/** Carries webhooks to whoever is to hear them: signed, over kept-alive connections, repeated as the URL's fragment asks. */
import { randomUUID } from "node:crypto";
import { type Dispatcher, Pool } from "undici";
import { Agenda } from "./agenda.ts";
import { machineTime } from "./clock.ts";
import { type ConnectionOverrides, overridesIn, type RetryPolicy } from "./connection-overrides.ts";
import { type Form, formEncoded, signatureOf } from "./signature.ts";

export type Webhook = { url: string; authToken: string; form: Form };
/** `answered` is the HTTP status of the last try, null when there was no answer. Not called when the courier is closed first. */
export type WhenDone = (answered: number | null) => void;

type Outcome = { answered: number } | { trouble: RetryPolicy };
type Trip = {
  target: URL;
  headers: Record<string, string>;
  body: string;
  overrides: ConnectionOverrides;
  tries: number;
  startedAt: number;
  done: WhenDone;
};

/** Connections to one origin, so that 3,000 webhooks a second flow at 20 ms each. */
const CONNECTIONS_MAX = 64;
/** The wait before the first retry; each further one waits twice as long, so that five retries fit the 15 s. */
const RETRY_FIRST_MS = 400;
/** Codes of errors that happen before a byte of the request has left. */
const CONNECT_TROUBLE = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

export class Courier {
  /** The machine's time: a clock that is moved forward makes no webhook late. */
  #clock = machineTime;
  #agenda = new Agenda(machineTime);
  #pools = new Map<string, Pool>();
  #closed = false;

  post(webhook: Webhook, done: WhenDone): void {
    const { target, overrides } = overridesIn(webhook.url);
    if (!URL.canParse(target)) return done(null);
    this.#try({
      target: new URL(target),
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        accept: "*/*",
        "user-agent": "TwilioProxy/1.1",
        "x-twilio-signature": signatureOf(webhook.authToken, target, webhook.form),
        "i-twilio-idempotency-token": randomUUID(),
      },
      body: formEncoded(webhook.form),
      overrides,
      tries: 0,
      startedAt: this.#clock(),
      done,
    });
  }

  /** Cuts every connection. What was under way is told nothing. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#agenda.clear();
    await Promise.all(Array.from(this.#pools.values(), (pool) => pool.destroy()));
  }

  #try(trip: Trip): void {
    if (this.#closed) return;
    trip.tries += 1;
    const { target, headers, body, overrides } = trip;
    this.#pool(target.origin, overrides.connectMs).dispatch(
      { path: target.pathname + target.search, method: "POST", headers, body, headersTimeout: overrides.readMs, bodyTimeout: overrides.readMs },
      new Listener((outcome) => this.#settle(trip, outcome)),
    );
  }

  #settle(trip: Trip, outcome: Outcome): void {
    if (this.#closed) return;
    const waitMs = RETRY_FIRST_MS * 2 ** (trip.tries - 1);
    const { retries, retryOn, totalMs } = trip.overrides;
    const trouble = "trouble" in outcome ? outcome.trouble : troubleOf(outcome.answered);
    const again = trouble !== null && retryOn.includes(trouble) && trip.tries <= retries;
    if (again && this.#clock() + waitMs < trip.startedAt + totalMs) {
      this.#agenda.at(this.#clock() + waitMs, () => this.#try(trip));
    } else {
      trip.done("answered" in outcome ? outcome.answered : null);
    }
  }

  #pool(origin: string, connectMs: number): Pool {
    const key = `${connectMs} ${origin}`;
    let pool = this.#pools.get(key);
    if (!pool) {
      pool = new Pool(origin, { connections: CONNECTIONS_MAX, pipelining: 1, connect: { timeout: connectMs } });
      this.#pools.set(key, pool);
    }
    return pool;
  }
}

function troubleOf(status: number): RetryPolicy | null {
  if (status >= 500) return "5xx";
  return status >= 400 ? "4xx" : null;
}

/** Hears one answer. undici's lowest interface: a promise and a body stream for each webhook cost more than the webhook. */
class Listener implements Dispatcher.DispatchHandler {
  #tell: (outcome: Outcome) => void;
  #status = 0;

  constructor(tell: (outcome: Outcome) => void) {
    this.#tell = tell;
  }

  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(): void {}

  onResponseEnd(): void {
    this.#tell({ answered: this.#status });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error & { code?: string }): void {
    this.#tell({ trouble: CONNECT_TROUBLE.has(error.code ?? "") ? "ct" : "rt" });
  }
}
