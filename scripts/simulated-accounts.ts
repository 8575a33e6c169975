/** The two accounts of the simulator, connected as real ones are. */
import { connectAccount } from "#lib/commands/connect-account.ts";
import { pool } from "#lib/db/connection.ts";
import { findPersonToSignIn } from "#lib/db/people.ts";
import { grantIfDeserted } from "#lib/db/save-person.ts";
import type { AccountKind } from "#lib/domain/states.ts";
import { type SimulatedAccount, simulatedAccounts } from "#simulator/fixtures.ts";
import { FIRST_EMAIL } from "./first-admin.ts";
import { Problem } from "./problem.ts";

export type ConnectedAccount = { accountId: string; kind: AccountKind; members: readonly string[] };

/** Connects or refreshes both, and tells the simulator where their inbound messages go, when that is known. */
export async function connectSimulatedAccounts(simulatorUrl: string, publicBaseUrl: string | undefined): Promise<ConnectedAccount[]> {
  const connected: ConnectedAccount[] = [];
  const admin = await findPersonToSignIn(pool(), FIRST_EMAIL);
  for (const account of simulatedAccounts) {
    const result = await connectAccount({ ...connection(account), simulated: true }, simulatorUrl);
    if (result.kind === "refused") throw new Problem(`\nThe simulated account "${account.name}" cannot be connected: ${result.sentence}`);
    if (admin) await grantIfDeserted(pool(), { accountId: result.accountId, personId: admin.id, role: "admin" });
    if (publicBaseUrl !== undefined) await directInbound(simulatorUrl, account.sid, `${publicBaseUrl}/api/twilio/inbound/${result.accountId}`);
    connected.push({ accountId: result.accountId, kind: account.kind, members: account.members });
  }
  return connected;
}

function connection(account: SimulatedAccount) {
  return {
    slug: account.kind,
    name: account.name,
    kind: account.kind,
    twilioSid: account.sid,
    authToken: account.authToken,
    apiKey: { sid: account.apiKeySid, secret: account.apiKeySecret },
    sandboxJoinWords: account.joinWords,
    sandboxMembers: [...account.members],
  };
}

async function directInbound(simulatorUrl: string, accountSid: string, inboundUrl: string): Promise<void> {
  const response = await fetch(`${simulatorUrl}/__sim/webhooks`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ accountSid, inboundUrl }) });
  if (!response.ok) throw new Error(`The simulator answered ${response.status} to where inbound messages go.`);
}
