/** The one way out to Twilio: the SDK's requests over undici, with evidence of whether a byte can have left. */
import { AsyncLocalStorage } from "node:async_hooks";
import twilio from "twilio";
import { Pool } from "undici";

/** Twilio answers most requests within 1 s; what takes longer than this is unknown to us. */
const REQUEST_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Shorter than a server keeps an idle connection, so that a request is never written into a closing one. */
const KEEP_ALIVE_MS = 4_000;
/** Requests in flight per host; a request over it waits here, where nothing has left yet. */
const CONNECTIONS_MAX = 256;
const BODY_MAX_BYTES = 4_000_000;
const HTTP_OK_MIN = 200;
const HTTP_OK_MAX = 299;

/** The line failed. `departed` is evidence: false means that no byte can have reached Twilio. Holds no credentials and no number. */
export class TransportFailure extends Error {
  readonly departed: boolean;
  constructor(reason: string, departed: boolean) {
    super(reason);
    this.name = "TransportFailure";
    this.departed = departed;
  }
}

/** What is to happen immediately before the first byte of a request leaves. The SDK passes nothing through to its client but the request itself. */
export const beforeDeparture = new AsyncLocalStorage<() => void>();

type SdkOptions = Parameters<twilio.RequestClient["request"]>[0];
type SdkAnswer<TData> = { statusCode: number; body: TData; headers: Record<string, string> };
type RawAnswer = { status: number; headers: Record<string, string>; text: string };
type RawRequest = { method: string; path: string; headers: Record<string, string>; body: string | null };

/** Sends the SDK's requests. With `baseUrl` every host of Twilio is reached there instead (the simulator). */
export class UndiciHttpClient extends twilio.RequestClient {
  readonly #pools = new Map<string, Pool>();
  readonly #baseUrl: string | undefined;

  constructor(baseUrl: string | undefined) {
    super();
    this.#baseUrl = baseUrl;
  }

  override async request<TData>(options: SdkOptions): Promise<SdkAnswer<TData>> {
    const url = new URL(options.uri);
    for (const [name, value] of pairsOf(options.params)) url.searchParams.append(name, value);
    const isJson = options.headers?.["Content-Type"] === "application/json";
    const answer = await this.#exchange(this.#baseUrl ?? url.origin, {
      method: options.method.toUpperCase(),
      path: url.pathname + url.search,
      headers: { ...options.headers, authorization: basic(options.username, options.password) },
      body: isJson ? JSON.stringify(options.data ?? {}) : options.data ? formOf(options.data) : null,
    });
    return { statusCode: answer.status, body: asTypedBySdk<TData>(bodyOf(answer)), headers: answer.headers };
  }

  /** Closes every connection once what is in flight has been answered. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#pools.values(), (pool) => pool.close()));
    this.#pools.clear();
  }

  #poolFor(origin: string): Pool {
    const known = this.#pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, {
      connections: CONNECTIONS_MAX,
      pipelining: 1,
      // Over HTTP/2 many requests share a socket, and one that the server refuses is sent again without a word.
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      connect: { timeout: CONNECT_TIMEOUT_MS },
      headersTimeout: REQUEST_TIMEOUT_MS,
      bodyTimeout: REQUEST_TIMEOUT_MS,
    });
    this.#pools.set(origin, pool);
    return pool;
  }

  #exchange(origin: string, request: RawRequest): Promise<RawAnswer> {
    const pool = this.#poolFor(new URL(origin).origin);
    const departing = beforeDeparture.getStore();
    return new Promise((resolve, reject) => {
      let departed = false;
      let status = 0;
      let headers: Record<string, string> = {};
      const chunks: Buffer[] = [];
      let bytes = 0;
      pool.dispatch(
        { ...request, method: request.method },
        {
          // undici calls this once a connected socket is assigned, immediately before it writes.
          onRequestStart: (controller) => {
            try {
              departing?.();
              departed = true;
            } catch {
              controller.abort(new Error("the departure could not be noted"));
            }
          },
          onResponseStart: (_controller, code, received) => {
            status = code;
            headers = flat(received);
          },
          onResponseData: (controller, chunk) => {
            bytes += chunk.length;
            if (bytes > BODY_MAX_BYTES) controller.abort(new Error("the answer is too large"));
            chunks.push(chunk);
          },
          onResponseEnd: () => resolve({ status, headers, text: Buffer.concat(chunks).toString("utf8") }),
          onResponseError: (_controller, error) => reject(new TransportFailure(codeOf(error), departed)),
        },
      );
    });
  }
}

/** The SDK declares the type of each answer; what we rely on of it is checked where it is read. */
function asTypedBySdk<TData>(body: unknown): TData {
  return body as TData;
}

/** A body that should be JSON and is not says nothing about what became of a success; of a refusal the status says enough. */
function bodyOf(answer: RawAnswer): unknown {
  if (answer.text === "") return {};
  try {
    const parsed: unknown = JSON.parse(answer.text);
    return parsed;
  } catch {
    if (answer.status >= HTTP_OK_MIN && answer.status <= HTTP_OK_MAX) throw new TransportFailure("unreadable answer", true);
    return {};
  }
}

/** An error's code, never its text: texts of network errors can quote the request. */
function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

function basic(username: string | undefined, password: string | undefined): string {
  return `Basic ${Buffer.from(`${username ?? ""}:${password ?? ""}`).toString("base64")}`;
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? "")]));
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
