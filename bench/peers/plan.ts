/** What a contender of the rate bench is told: whom to write to, how fast, and where its store is. */
import { z } from "zod";
import { TwilioLine } from "#lib/twilio/account-client.ts";

const Plan = z.object({
  simulatorUrl: z.url(),
  accountSid: z.string(),
  authToken: z.string(),
  apiKey: z.object({ sid: z.string(), secret: z.string() }),
  /** E.164 with plus. */
  from: z.string(),
  contentSid: z.string(),
  variables: z.record(z.string(), z.string()),
  mps: z.number().positive(),
  messages: z.int().positive(),
  databaseUrl: z.url(),
  redisPort: z.int().nullable(),
});

export type PeerPlan = z.infer<typeof Plan>;
/** Puts every message into its queue, then sends as fast as its own limiter lets it. Runs until the process is ended. */
export type Peer = (plan: PeerPlan, send: SendOne) => Promise<void>;
/** Sends the message with this number, from 1; rejects when it was not accepted. */
export type SendOne = (n: number) => Promise<void>;

/** Requests that a queue of jobs may have under way: enough for 400 a second that are answered after a quarter of a second. */
export const CONCURRENCY = 100;
/** One attempt and one MAC long, like ours. Nothing is posted there: the simulator loses every callback. */
const CALLBACK_URL = `http://127.0.0.1:9/api/twilio/status/${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}/1000000-1.${"0".repeat(32)}`;

export function readPlan(text: string | undefined): PeerPlan {
  return Plan.parse(JSON.parse(text ?? "null"));
}

/** The same client over the same connections that the drain uses, and nothing else of it. */
export function sendOneOf({ simulatorUrl, accountSid, authToken, apiKey, from, contentSid, variables }: PeerPlan): SendOne {
  const client = new TwilioLine(simulatorUrl).clientFor({ accountSid, authToken, apiKey });
  return async (n) => {
    await client.messages.create({
      from: `whatsapp:${from}`,
      to: `whatsapp:${recipient(n)}`,
      contentSid,
      contentVariables: JSON.stringify(variables),
      statusCallback: CALLBACK_URL,
    });
  };
}

/** Of the range of Berlin that is set aside for fiction, as the launch of the drain's own run uses it. */
function recipient(n: number): string {
  return `+493023125${String(n).padStart(6, "0")}`;
}
