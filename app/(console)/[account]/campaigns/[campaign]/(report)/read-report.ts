/** What the report of one campaign shows, read in parts: the numbers without which there is no report, and the rest, which may fail alone. */
import { notFound } from "next/navigation";
import { cache } from "react";
import { pool } from "#lib/db/connection.ts";
import { findCampaignNumbers } from "#lib/db/campaign-report.ts";
import { findCampaignPool } from "#lib/db/campaign-pool.ts";
import { listSenderPaces } from "#lib/db/campaign-rates.ts";
import { findCanary } from "#lib/db/canary.ts";
import { findCampaign, type CampaignDetail } from "#lib/db/find-campaign.ts";
import { findRetries } from "#lib/db/find-retries.ts";
import { findHoldReason, listCampaignAudit } from "#lib/db/list-campaign-audit.ts";
import { countErrorCodes } from "#lib/db/list-error-uses.ts";
import { listWaves } from "#lib/db/list-waves.ts";
import { listRecipients, RECIPIENT_KEY, RECIPIENT_VIEWS, type RecipientView } from "#lib/db/list-recipients.ts";
import { RATE_LAG_SECONDS, RATE_WINDOW_SECONDS } from "#lib/db/recent-rate.ts";
import { listCampaignQueues, type CampaignQueue } from "#lib/db/review-campaign.ts";
import { waitingOf, type CampaignTotals } from "#lib/domain/campaign-numbers.ts";
import { usableSenders } from "#lib/domain/campaign-rules.ts";
import { horizon } from "#lib/domain/horizon.ts";
import { isUuid } from "#lib/domain/ids.ts";
import type { Cursor } from "#lib/domain/keyset.ts";
import { shareByLoad } from "#lib/domain/load-shares.ts";
import { rateSpan } from "#lib/domain/rate-span.ts";
import type { Right } from "#lib/domain/rights.ts";
import { SUPPRESSION_REASONS, type SuppressionReason } from "#lib/domain/states.ts";
import { cursorIn } from "#lib/forms/cursor-param.ts";
import { oneOf, type SearchParams } from "#lib/forms/search-params.ts";

/** How much of a running campaign the rate charts show. */
const CHART_WINDOW_SECONDS = 120;
/** Below this rate a second is too short to see one message in. */
const SLOW_MPS = 5;
const SLOW_STEP_SECONDS = 15;
/** Delivery states mostly settle within this time after the last message; then the page stops asking. */
const STILL_MOVING_MS = 10 * 60_000;

export type Asked = { view: RecipientView; reason: SuppressionReason | null; cursor: Cursor };

/** Which recipients an address asks for. */
export function askedIn(search: SearchParams): Asked {
  const view = oneOf(search.show, RECIPIENT_VIEWS) ?? "all";
  return { view, reason: view === "left-out" ? oneOf(search.why, SUPPRESSION_REASONS) : null, cursor: cursorIn(search, RECIPIENT_KEY) };
}

/** One question for the page and its title. */
export const campaignHere = cache(
  async (accountId: string, campaignId: string): Promise<CampaignDetail> => (isUuid(campaignId) ? await findCampaign(pool(), { accountId, campaignId }) : null) ?? notFound(),
);

type Access = { account: { id: string }; rights: ReadonlySet<Right> };

/** How far a campaign is, what arrived and how fast it goes. All totals come from one statement. */
export async function readReport({ account }: Access, campaign: CampaignDetail) {
  const ref = { accountId: account.id, campaignId: campaign.id };
  const numbers = (await findCampaignNumbers(pool(), ref)) ?? notFound();
  const launchedAt = numbers.launchedAt ?? campaign.createdAt;
  const senderIds = campaign.senders.map((sender) => sender.id);
  const span = spanOf(campaign, { ...numbers, launchedAt });
  const [paces, queues, retries, canary, waves] = await Promise.all([
    listSenderPaces(pool(), ref.accountId, { ...span, senderIds }),
    numbers.state === "running" ? listCampaignQueues(pool(), ref.accountId, { upTo: campaign.id }) : [],
    findRetries(pool(), ref),
    numbers.finishedAt === null ? findCanary(pool(), ref) : null,
    campaign.hours === null ? [] : listWaves(pool(), ref),
  ]);
  const holdReason = numbers.state === "held" ? await findHoldReason(pool(), ref) : null;
  return {
    numbers: { ...numbers, launchedAt },
    holdReason,
    retries,
    canary,
    waves,
    stepSeconds: span.stepSeconds,
    senders: campaign.senders.map((sender) => ({ ...sender, ...(paces.find((pace) => pace.senderId === sender.id) ?? { achieved: 0, achievedOverSeconds: RATE_WINDOW_SECONDS, steps: [] }) })),
    secondsLeft: Math.max(secondsLeft(campaign, queues), ...waves.map((wave) => (wave.opensAt.getTime() - numbers.asOf.getTime()) / 1000)),
    refreshEveryMs: refreshEvery(numbers),
  };
}

/** When the last message leaves. What waits for a sender that cannot send is given to the others. */
function secondsLeft({ id, senders }: CampaignDetail, queues: CampaignQueue[]): number {
  const usable = usableSenders(senders);
  if (usable.length === 0) return Infinity;
  const own = queues.filter(({ campaignId }) => campaignId === id);
  const lane = own[0]?.lane ?? "text";
  const stranded = own.reduce((sum, { senderId, messages }) => sum + (usable.some((sender) => sender.id === senderId) ? 0 : messages), 0);
  const loads = usable.map((sender) => {
    const others = queues.filter((queue) => queue.senderId === sender.id && queue.campaignId !== id).map((queue) => ({ atSeconds: 0, messages: queue.messages, lane: queue.lane }));
    const queued = own.find(({ senderId }) => senderId === sender.id)?.messages ?? 0;
    return { id: sender.id, mps: sender.mps, queued, others, load: queued + others.reduce((sum, { messages }) => sum + messages, 0) };
  });
  const taken = shareByLoad(loads, stranded);
  return horizon({ lane, senders: loads.map(({ queued, ...sender }, index) => ({ ...sender, own: [{ atSeconds: 0, messages: queued + (taken[index] ?? 0) }] })) }).seconds;
}

/** A page of the people behind the numbers, with whole numbers for those who may see them. */
export async function readRecipients({ account, rights }: Access, campaign: CampaignDetail, asked: Asked) {
  const showNumbers = rights.has("numbers.see");
  return { showNumbers, page: await listRecipients(pool(), { accountId: account.id, campaignId: campaign.id, ...asked, showNumbers }) };
}

/** What each of its senders was given and still has, and what went from one to another. */
export function readPool({ account }: Access, campaign: CampaignDetail, totals: CampaignTotals) {
  return findCampaignPool(pool(), { accountId: account.id, campaignId: campaign.id }, waitingOf(totals));
}

/** With which codes its messages were refused or failed. */
export function readFailures({ account }: Access, campaign: CampaignDetail) {
  return countErrorCodes(pool(), { accountId: account.id, campaignId: campaign.id });
}

/** Who did what to the campaign. */
export function readHistory({ account }: Access, campaign: CampaignDetail) {
  return listCampaignAudit(pool(), { accountId: account.id, campaignId: campaign.id });
}

function spanOf(campaign: CampaignDetail, run: { launchedAt: Date; finishedAt: Date | null; asOf: Date }) {
  const slow = campaign.senders.every((sender) => sender.mps < SLOW_MPS);
  return rateSpan({ ...run, windowSeconds: CHART_WINDOW_SECONDS, lagSeconds: RATE_LAG_SECONDS, stepSecondsMin: slow ? SLOW_STEP_SECONDS : 1 });
}

/** How often the page is worth asking for again, in milliseconds; null when nothing moves any more. */
function refreshEvery({ state, finishedAt, changedAt, asOf }: { state: string; finishedAt: Date | null; changedAt: Date | null; asOf: Date }): number | null {
  if (finishedAt === null) return state === "running" || state === "cancelled" ? 1_000 : 5_000;
  const lastNews = Math.max(finishedAt.getTime(), changedAt?.getTime() ?? 0);
  return asOf.getTime() - lastNews < STILL_MOVING_MS ? 3_000 : null;
}
