/** Requests over undici, each with evidence of whether a byte can have left. */
import { crashpoint } from "#lib/crashpoint.ts";
import { Pool, type Dispatcher } from "undici";
import { TransportFailure, type Evidence, type Passage } from "./evidence.ts";
import type { LineLimits } from "./line-limits.ts";

export type WireRequest = { origin: string; method: string; path: string; headers: Record<string, string>; body: string | null };
export type WireAnswer = { status: number; headers: Record<string, string>; text: string };

/** Interim answers (103 and the like) say nothing of what became of a request. */
const FINAL_STATUS_MIN = 200;
const REQUEST_ID = /^RQ[0-9a-fA-F]{32}$/;
const COUNT = /^[0-9]{1,6}$/;
const ERROR_CODE = /^[A-Z][A-Z0-9_]{2,60}$/;

/** The connections of one account. */
export class Wire {
  readonly #pools = new Map<string, Pool>();
  readonly #limits: LineLimits;
  readonly #monotonicMs: () => number;

  constructor(limits: LineLimits, monotonicMs: () => number) {
    this.#limits = limits;
    this.#monotonicMs = monotonicMs;
  }

  /** Sends one request, once, follows nothing, and fills in the evidence. Throws `TransportFailure` when no whole answer came. */
  exchange({ origin, ...request }: WireRequest, on: Passage): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      this.#poolFor(origin).dispatch(request, new Exchange({ on, limits: this.#limits, monotonicMs: this.#monotonicMs, resolve, reject }));
    });
  }

  /** Closes every connection once what is in flight has been answered. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#pools.values(), (pool) => pool.close()));
    this.#pools.clear();
  }

  #poolFor(origin: string): Pool {
    const known = this.#pools.get(origin);
    if (known) return known;
    const { connectMs, silenceMs, idleMs, connectionsMax } = this.#limits;
    const pool = new Pool(origin, {
      connections: connectionsMax,
      pipelining: 1,
      // Over HTTP/2 many requests share a socket, and one that the server refuses is sent again without a word.
      allowH2: false,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
      connect: { timeout: connectMs },
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });
    this.#pools.set(origin, pool);
    return pool;
  }
}

type Hands = { on: Passage; limits: LineLimits; monotonicMs: () => number; resolve: (answer: WireAnswer) => void; reject: (failure: TransportFailure) => void };

/** One request as undici tells of it. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #hands: Hands;
  readonly #evidence: Evidence;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #headers: Record<string, string> = {};
  #deadline: NodeJS.Timeout | undefined;
  /** Why we ended it ourselves. */
  #ended: string | null = null;

  constructor(hands: Hands) {
    this.#hands = hands;
    this.#evidence = hands.on.evidence;
  }

  /**
   * undici calls this once a connected socket is assigned, immediately before it writes. What is thrown here ends the request
   * and leaves the connection open. An abort would close it: where making one takes longer than a departure may be late, every
   * request would find its slot passed and close what the next one needs.
   */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    try {
      this.#hands.on.departing();
    } catch (error) {
      this.#ended = "It was stopped before it left.";
      throw error;
    }
    this.#evidence.assignedAtMs = this.#hands.monotonicMs();
    this.#deadline = setTimeout(() => this.#end(controller, "Twilio's answer took too long."), this.#hands.limits.answerMs);
  }

  onRequestSent(): void {
    this.#evidence.writtenAtMs = this.#hands.monotonicMs();
    crashpoint("D3");
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (status < FINAL_STATUS_MIN) return;
    crashpoint("D4");
    this.#headers = flat(headers);
    const { "twilio-request-id": requestId = "", "twilio-concurrent-requests": count = "" } = this.#headers;
    this.#evidence.status = status;
    this.#evidence.requestId = REQUEST_ID.test(requestId) ? requestId : null;
    this.#evidence.concurrentRequests = COUNT.test(count) ? Number(count) : null;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#hands.limits.bodyMaxBytes) this.#end(controller, "Twilio's answer was too large.");
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#deadline);
    this.#hands.resolve({ status: this.#evidence.status ?? 0, headers: this.#headers, text: Buffer.concat(this.#chunks).toString("utf8") });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#deadline);
    const departed = this.#evidence.assignedAtMs !== null;
    const sentence = departed ? `The line failed after the request had left (${codeOf(error)}).` : `Twilio could not be reached (${codeOf(error)}).`;
    this.#hands.reject(new TransportFailure(this.#ended ?? sentence, departed));
  }

  #end(controller: Dispatcher.DispatchController, why: string): void {
    this.#ended = why;
    controller.abort(new Error(why));
  }
}

/** An error's code, never its text: texts of network errors can quote the request. */
function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" && ERROR_CODE.test(error.code) ? error.code : error.name;
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? "")]));
}
