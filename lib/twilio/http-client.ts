/** The SDK's requests for one account: each waits for its turn, goes over the wire once, and is answered by what came. */
import twilio from "twilio";
import { z } from "zod";
import { AccountGate, type Told } from "./account-gate.ts";
import { noEvidence, passage, TransportFailure, type Evidence } from "./evidence.ts";
import type { LineLimits } from "./line-limits.ts";
import { Wire, type WireAnswer } from "./wire.ts";

const OK_MIN = 200;
const REDIRECT_MIN = 300;
const REFUSED_MIN = 400;
const SERVER_ERROR_MIN = 500;
const TOO_MANY_REQUESTS = 429;
/** Too many concurrent requests (Twilio, error dictionary 20429). Other codes of a 429 speak of a day's or a person's measure. */
const TOO_MANY_CODE = 20429;
/** Whoever is named as the next page: the credentials go to no one else. */
const TWILIO_ORIGIN = /^https:\/\/([a-z0-9-]+\.)+twilio\.com$/;

const Fields = z.record(z.string(), z.unknown());

type SdkOptions = Parameters<twilio.RequestClient["request"]>[0];
type SdkAnswer<TData> = { statusCode: number; body: TData; headers: Record<string, string> };

export type HttpClientOptions = {
  /** Where every host of Twilio is reached instead (the simulator); undefined means Twilio itself. */
  baseUrl: string | undefined;
  limits: LineLimits;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
};

/** What the SDK sends its requests with. Throws `TransportFailure` when no answer came that can be believed; never repeats anything. */
export class AccountHttpClient extends twilio.RequestClient {
  readonly #baseUrl: string | undefined;
  readonly #gate: AccountGate;
  readonly #wire: Wire;

  constructor({ baseUrl, limits, monotonicMs }: HttpClientOptions) {
    super();
    this.#baseUrl = baseUrl;
    this.#gate = new AccountGate(limits, monotonicMs);
    this.#wire = new Wire(limits, monotonicMs);
  }

  /** How many requests may be under way. */
  get room(): number {
    return this.#gate.room;
  }

  override async request<TData>(options: SdkOptions): Promise<SdkAnswer<TData>> {
    const url = new URL(options.uri);
    for (const [name, value] of pairsOf(options.params)) url.searchParams.append(name, value);
    const isJson = options.headers?.["Content-Type"] === "application/json";
    const on = passage.getStore() ?? { departing: () => undefined, evidence: noEvidence() };
    const request = {
      origin: this.#originFor(url),
      method: options.method.toUpperCase(),
      path: url.pathname + url.search,
      headers: { ...options.headers, authorization: basic(options.username, options.password) },
      body: isJson ? JSON.stringify(options.data ?? {}) : options.data ? formOf(options.data) : null,
    };
    const place = await this.#gate.enter();
    let told: Told = null;
    try {
      const answer = await this.#wire.exchange(request, on);
      const body = bodyOf(answer);
      told = toldBy(on.evidence, body);
      if (body === null) throw new TransportFailure(`Twilio's answer (${answer.status}) could not be read.`, true);
      return { statusCode: answer.status, body: asTypedBySdk<TData>(body), headers: answer.headers };
    } finally {
      this.#gate.leave(place, told);
    }
  }

  /** Refuses whoever waits, and closes every connection once what is in flight has been answered. */
  async close(): Promise<void> {
    this.#gate.close();
    await this.#wire.close();
  }

  #originFor(url: URL): string {
    if (this.#baseUrl !== undefined) return new URL(this.#baseUrl).origin;
    if (!TWILIO_ORIGIN.test(url.origin)) throw new TransportFailure("This address is not one of Twilio's.", false);
    return url.origin;
  }
}

/** The SDK declares the type of each answer; what we rely on of it is checked where it is read. */
function asTypedBySdk<TData>(body: unknown): TData {
  return body as TData;
}

/**
 * The fields of an answer; null when it says nothing that can be believed. A success must be readable; of a refusal the status
 * says enough, and it is the one on the wire that counts, whatever the body says. What points elsewhere is neither: a request
 * that was sent is never sent to another address.
 */
function bodyOf({ status, text }: WireAnswer): Record<string, unknown> | null {
  const fields = Fields.safeParse(text === "" ? {} : jsonOf(text));
  if (status >= REFUSED_MIN) return { ...fields.data, status };
  return status >= OK_MIN && status < REDIRECT_MIN && fields.success ? fields.data : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An error of the server says nothing of room, neither does a 429 for another reason. */
function toldBy({ assignedAtMs, status, concurrentRequests }: Evidence, body: Record<string, unknown> | null): Told {
  if (assignedAtMs === null || status === null || status >= SERVER_ERROR_MIN) return null;
  const isRefused = status === TOO_MANY_REQUESTS;
  if (isRefused && body?.code !== undefined && body.code !== TOO_MANY_CODE) return null;
  return { isRefused, departedAtMs: assignedAtMs, reported: concurrentRequests };
}

function basic(username: string | undefined, password: string | undefined): string {
  return `Basic ${Buffer.from(`${username ?? ""}:${password ?? ""}`).toString("base64")}`;
}

function formOf(data: object): string {
  return new URLSearchParams(pairsOf(data)).toString();
}

/** Twilio takes lists as repeated parameters; the SDK has made texts of everything else. */
function pairsOf(fields: object | undefined): [string, string][] {
  return Object.entries(fields ?? {}).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((each) => (typeof each === "string" || typeof each === "number" || typeof each === "boolean" ? [[name, String(each)]] : []));
  });
}
