/** One message of one campaign, for tests of what Twilio's reports do to it. */
import { randomUUID } from "node:crypto";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { pool, type Pool } from "#lib/db/connection.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import type { StatusEvent } from "#lib/db/record-status-events.ts";
import { settleAttempts, type Settlement } from "#lib/db/settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "#lib/db/testing-campaign.ts";
import { RefusalCounts } from "#lib/domain/refusal-counts.ts";
import type { DeliveryState } from "#lib/domain/states.ts";
import type { EventRecorder } from "./record-events.ts";

export const SHARD = 7;

export type ReportWorld = { engine: Pool; seeded: SeededCampaign; recorder: EventRecorder };

/** Nothing in the database but one queued message. */
export async function queueOne(engine: Pool): Promise<ReportWorld> {
  await pool().query(`truncate account, audit_event cascade`);
  const seeded = await seedCampaign(pool(), { people: 1, mps: 80 });
  return { engine, seeded, recorder: { db: engine, shard: SHARD, refusals: new RefusalCounts(), say: () => undefined } };
}

/** Claims the one message, whenever it is due and however long its sender rests. */
export async function claimOne({ engine, seeded }: ReportWorld): Promise<ClaimedMessage> {
  await pool().query(`update sender_gate set paused_until = null, tat = '-infinity'`);
  await pool().query(`update campaign_sender set cursor_at = '-infinity'`);
  await pool().query(`update message set due_at = now() where state = 'queued'`);
  const { messages } = await claimDue(engine, { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 1 });
  const [message] = messages;
  if (!message) throw new Error("Nothing was claimed.");
  return message;
}

export async function sendOne(world: ReportWorld): Promise<ClaimedMessage> {
  const claimed = await claimOne(world);
  await markDeparted(world.engine, [claimed]);
  await settleOne(world, claimed, "accepted");
  return claimed;
}

/** Returns how many were settled. */
export async function settleOne({ engine }: { engine: Pick<Pool, "query"> }, of: ClaimedMessage, outcome: Settlement["outcome"]): Promise<number> {
  return settleAttempts(engine, [{ ...of, outcome, messageSid: outcome === "accepted" ? sidOf(of) : null, errorCode: null, detail: null, retryInMs: 0 }], SHARD);
}

/** Twilio's id of this attempt: it ends in which one it is. */
export function sidOf({ n }: { n: number }): string {
  return `SM${String(n).padStart(32, "0")}`;
}

export function reportOn(of: ClaimedMessage, delivery: DeliveryState, errorCode: number | null = null): StatusEvent {
  return { accountId: of.accountId, messageId: of.messageId, n: of.n, messageSid: sidOf(of), delivery, errorCode, body: {} };
}

/** Every counter that is not nothing. */
export async function tallies(): Promise<Record<string, number>> {
  const names = ["accepted", "rejected", "unknown", "undelivered", "failed", "delivered", "read", "retried", "reached_again", "suppressed", "expired", "cancelled"];
  const { rows } = await pool().query<Record<string, number>>(`select ${names.map((name) => `coalesce(sum(${name}), 0)::int as ${name}`).join(", ")} from campaign_tally`);
  return Object.fromEntries(Object.entries(rows[0] ?? {}).filter(([, count]) => count !== 0));
}
