/** One SDK client per Twilio account, each over a way out of its own. */
import twilio from "twilio";
import { firstConcurrency, roomOf } from "#lib/domain/concurrency.ts";
import { AccountHttpClient } from "./http-client.ts";
import { LINE_LIMITS, type LineLimits } from "./line-limits.ts";

/** What it takes to act for an account. The auth token also signs its webhooks, so it is needed beside an API key. */
export type TwilioCredentials = {
  accountSid: string;
  authToken: string;
  apiKey: { sid: string; secret: string } | null;
};

export type AccountClient = ReturnType<typeof twilio>;

export type LineOptions = {
  /** What differs from `LINE_LIMITS`. */
  limits?: Partial<LineLimits>;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs?: () => number;
};

/** Makes clients. Those of one account share its connections and its room, whatever credentials they use. `baseUrl` undefined means Twilio itself. */
export class TwilioLine {
  readonly #accounts = new Map<string, AccountHttpClient>();
  readonly #baseUrl: string | undefined;
  readonly #options: LineOptions;

  constructor(baseUrl: string | undefined, options: LineOptions = {}) {
    this.#baseUrl = baseUrl;
    this.#options = options;
  }

  /** A client that acts for one account; an account without any secret gets none. */
  clientFor(credentials: TwilioCredentials): AccountClient {
    const { accountSid, authToken, apiKey } = credentials;
    const secret = apiKey?.secret ?? authToken;
    if (secret === "") throw new Error("This account has no Twilio credentials.");
    return twilio(apiKey?.sid ?? accountSid, secret, { accountSid, httpClient: this.#httpFor(accountSid), autoRetry: false });
  }

  /** How many requests of an account may be under way, as its answers have taught. */
  roomOf(accountSid: string): number {
    return this.#accounts.get(accountSid)?.room ?? roomOf(firstConcurrency());
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#accounts.values(), (account) => account.close()));
  }

  #httpFor(accountSid: string): AccountHttpClient {
    const known = this.#accounts.get(accountSid);
    if (known) return known;
    const { limits, monotonicMs = () => performance.now() } = this.#options;
    const account = new AccountHttpClient({ baseUrl: this.#baseUrl, limits: { ...LINE_LIMITS, ...limits }, monotonicMs });
    this.#accounts.set(accountSid, account);
    return account;
  }
}
