/** One SDK client per Twilio account, all over one way out. */
import twilio from "twilio";
import { UndiciHttpClient } from "./http-client.ts";

/** What it takes to act for an account. The auth token also signs its webhooks, so it is needed beside an API key. */
export type TwilioCredentials = {
  accountSid: string;
  authToken: string;
  apiKey: { sid: string; secret: string } | null;
};

export type AccountClient = ReturnType<typeof twilio>;

/** Makes clients that share their connections. `baseUrl` undefined means Twilio itself. */
export class TwilioLine {
  readonly #http: UndiciHttpClient;

  constructor(baseUrl: string | undefined) {
    this.#http = new UndiciHttpClient(baseUrl);
  }

  /** A client that acts for one account; an account without any secret gets none. */
  clientFor(credentials: TwilioCredentials): AccountClient {
    const { accountSid, authToken, apiKey } = credentials;
    const secret = apiKey?.secret ?? authToken;
    if (secret === "") throw new Error("This account has no Twilio credentials.");
    return twilio(apiKey?.sid ?? accountSid, secret, { accountSid, httpClient: this.#http, autoRetry: false });
  }

  async close(): Promise<void> {
    await this.#http.close();
  }
}
