/** Names of new things. */
import { randomUUID } from "node:crypto";

/** Thirty-two hexadecimal digits that no other run of a simulator draws again, since a console keeps SIDs longer than a simulator lives. */
export function newSid(prefix: string): string {
  return prefix + randomUUID().replaceAll("-", "");
}
