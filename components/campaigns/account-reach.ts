/** Whom a campaign of an account really writes to, in one sentence. */
import type { AccountKind } from "#lib/domain/states.ts";

export type Reaching = { kind: AccountKind; simulated: boolean };

export function reachText({ kind, simulated }: Reaching): string {
  if (simulated) return "This account is simulated: nobody real is written to.";
  return kind === "live" ? "These are real people." : "Only people who joined the sandbox get it, one in three seconds.";
}
