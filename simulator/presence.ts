/** How many requests of an account are in hand at once, which is what Twilio limits, and the headers that every answer carries. */
import { randomUUID } from "node:crypto";
import type { World } from "./world.ts";

const NOBODY = "";
const HOSTS: [RegExp, string][] = [
  [/^\/v\d\/(Content|LegacyContent)/, "content.twilio.com"],
  [/^\/v\d\/Alerts/, "monitor.twilio.com"],
  [/^\/v\d\//, "messaging.twilio.com"],
];
const USUAL_HOST = "api.twilio.com";
const SECOND_MS = 1000;

export type Presence = {
  /** Over the account's ceiling: Twilio does not look at such a request (error dictionary 20429). */
  refused: boolean;
  headers: () => Record<string, string>;
  settled: () => void;
};

/** Counts one request in. `settled` counts it out, and is to be called once. */
export function countIn(world: World, request: { accountSid: string | null; path: string; receivedAt: number }): Presence {
  const who = request.accountSid ?? NOBODY;
  const inHand = (world.inHand.get(who) ?? 0) + 1;
  world.inHand.set(who, inHand);
  return {
    refused: request.accountSid !== null && inHand > world.settings.concurrencyMax,
    headers: () => ({
      "twilio-request-id": `RQ${randomUUID().replaceAll("-", "")}`,
      "twilio-concurrent-requests": String(inHand),
      "twilio-request-duration": (Math.max(0, world.clock() - request.receivedAt) / SECOND_MS).toFixed(3),
      "access-control-expose-headers": "ETag",
      "x-api-domain": HOSTS.find(([path]) => path.test(request.path))?.[1] ?? USUAL_HOST,
      "x-home-region": "us1",
      "x-powered-by": "AT-5000",
      "x-shenanigans": "none",
    }),
    settled: () => {
      world.inHand.set(who, (world.inHand.get(who) ?? 1) - 1);
    },
  };
}
