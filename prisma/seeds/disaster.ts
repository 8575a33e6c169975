/** Everything that can go wrong, a day after it did. */
import { inTransaction } from "#lib/db/connection.ts";
import { saveSenders } from "#lib/db/save-account.ts";
import { writeBooks } from "#lib/db/seed-books.ts";
import { type PastCampaign, writePastCampaign, writeScheduled } from "#lib/db/seed-campaign.ts";
import { writeReplies } from "#lib/db/seed-people.ts";
import { restReadings, tellChanges, type ToldChange } from "#lib/db/seed-sync.ts";
import { endSandboxMemberships, troubleSender, troubleTemplate } from "#lib/db/seed-trouble.ts";
import { readStart } from "#lib/domain/campaign-start.ts";
import { DEFAULT_HOURS } from "#lib/domain/local-hours.ts";
import { DEFAULT_MPS } from "#lib/domain/sender-rate.ts";
import type { Scenario } from "#scripts/scenario.ts";
import { bought, interrupted, marketing, refused, sandboxLeft, usual } from "./fates.ts";
import { importPeople, uploadFile } from "./import-people.ts";
import { csvOf, HOME_RANGES, people } from "./people.ts";
import { column, DAY, fillLists, HOUR, LISTS, mappingOf, ORIGIN, PARCEL, type Shop, shopOf, TASTING, text, THANKS, VOUCHER } from "./shop.ts";

const LONDON = "Juniper Street Coffee";
const BERLIN = "Juniper Street Coffee Berlin";
const LEEDS = "Juniper Street Coffee Leeds";
const BOUGHT = "Leads from the fair (bought)";

type Told = Omit<PastCampaign, "accountId" | "actorId">;

const CAMPAIGNS: Told[] = [
  { name: "Vouchers for regulars", template: "voucher_ready", list: LISTS.regulars, mapping: VOUCHER, launchedMinutesAgo: 8 * DAY, perSecond: 1, fate: usual },
  { name: "Welcome, leads!", template: "new_single_origin", list: BOUGHT, mapping: ORIGIN, launchedMinutesAgo: 30 * HOUR, perSecond: 2, fate: bought },
  { name: "Lieferung unterwegs, zu spät", template: "lieferung_unterwegs", list: LISTS.german, mapping: PARCEL, launchedMinutesAgo: 27 * HOUR, perSecond: 0.5, fate: usual, stop: { expired: true, afterMinutes: 6 } },
  { name: "Vouchers, with the columns mixed up", template: "voucher_ready", list: LISTS.guests, mapping: VOUCHER, launchedMinutesAgo: 22 * HOUR, perSecond: 0.2, fate: refused },
  { name: "A year with us: thank you", template: "thank_you_voucher", list: LISTS.newsletter, mapping: THANKS, launchedMinutesAgo: 14 * HOUR, perSecond: 4, fate: interrupted },
  { name: "Flash sale, sent to the wrong list", template: "flash_sale", list: LISTS.newsletter, mapping: mappingOf(column("First name", "there"), text("six")), launchedMinutesAgo: 9 * HOUR, perSecond: 2, fate: marketing, stop: { afterMinutes: 3, as: "cancelled" } },
  { name: "Autumn tasting", template: "autumn_tasting", list: LISTS.newsletter, mapping: TASTING, launchedMinutesAgo: 5 * HOUR, perSecond: 2, fate: { ...bought, rejected: 0 }, stop: { afterMinutes: 7, as: "held" } },
  { name: "Vouchers from both shops", template: "voucher_ready", list: LISTS.newsletter, senders: [LONDON, BERLIN], mapping: VOUCHER, launchedMinutesAgo: 95, perSecond: 1, fate: usual, stop: { afterMinutes: 9, as: "running" } },
];

export const seed: Scenario = async (world) => {
  const shop = shopOf(world);
  await fillLists(shop);
  await spoilImports(shop);
  const { live, sandbox, members } = shop;
  for (const campaign of CAMPAIGNS) {
    const campaignId = await writePastCampaign({ ...live, ...campaign });
    const texts = campaign.list === BOUGHT ? ["STOP", "Who are you?", "stop", "Stop!", "STOP STOP", "abmelden"] : ["stop"];
    if (campaignId) await writeReplies({ accountId: live.accountId, campaignId, texts: texts.map((words) => ({ text: words, stops: /^(stop!?|abmelden)$/i.test(words) })), minutesAgo: Math.round(campaign.launchedMinutesAgo * 0.8) });
  }
  await endSandboxMemberships(sandbox.accountId, members.slice(0, 5), 4 * HOUR);
  await writePastCampaign({ ...sandbox, name: "Nobody is there any more", template: "sandbox_appointment_reminder", list: LISTS.sandbox, mapping: mappingOf(text("12/1"), text("3pm")), launchedMinutesAgo: 3 * HOUR, fate: sandboxLeft });
  await schedule(shop, new Date());
  await compareBooks(shop);
  await breakSenders(shop);
};

/** Noon in London two days ahead: by day in Britain, and in waves later where the Americans of the list are. */
async function schedule({ live }: Shop, now: Date): Promise<void> {
  const day = new Date(now.getTime() + 2 * DAY * 60_000).toISOString().slice(0, 10);
  const read = readStart({ wall: `${day}T12:00`, zone: "Europe/London" }, now);
  if (read.kind !== "start") throw new Error("The scheduled campaign of the scenario has no start.");
  await writeScheduled({ ...live, name: "Vouchers, by day where people are", template: "voucher_ready", list: LISTS.newsletter, senders: [LONDON], mapping: VOUCHER, minutesAgo: 40, schedule: { start: read.start, hours: DEFAULT_HOURS }, people: 2_500 });
}

/** Somebody else sends with one sender, and of ours some are gone there. The other's books agree. */
async function compareBooks({ live: { accountId } }: Shop): Promise<void> {
  const foreign = [{ delivery: "delivered", errorCode: null }, { delivery: "read", errorCode: null }, { delivery: "undelivered", errorCode: 63_024 }] as const;
  await writeBooks({ accountId, sender: LONDON, comparedMinutesAgo: 2 * HOUR, foreign: [...foreign], missing: 2, reports: 4 });
  await writeBooks({ accountId, sender: BERLIN, comparedMinutesAgo: 2 * HOUR, foreign: [], missing: 0, reports: 0 });
}

/** A list of which half cannot be taken, and a file that is no list at all. */
async function spoilImports({ live }: Shop): Promise<void> {
  const unusable = Array.from({ length: 430 }, (_, index) => UNUSABLE[index % UNUSABLE.length]?.replace("%", String(index)) ?? "");
  await importPeople({ ...live, list: BOUGHT, fileName: "leads-final-FINAL-2.csv", csv: csvOf(people(HOME_RANGES, 900, 3_000), unusable), minutesAgo: 2 * DAY });
  await uploadFile({ ...live, list: "Christmas market", fileName: "christmas-market.xlsx", csv: "PK\u0003\u0004 a spreadsheet, not text" });
}

const UNUSABLE = [
  "4.47911E+11,Lead %,,Leeds,GB,en_GB,2026-05-01,Fair,,",
  "n/a,Lead %,,Leeds,GB,en_GB,2026-05-01,Fair,,",
  "+44 113 49,Lead %,,Leeds,GB,en_GB,2026-05-01,Fair,,",
  ",Lead %,,Leeds,GB,en_GB,2026-05-01,Fair,,",
  "+44 113 496 0%1234567,Lead %,,Leeds,GB,en_GB,2026-05-01,Fair,,",
  "0909 879 0123,Lead %,,Leeds,GB,en_GB,2026-05-01,Fair,,",
];

async function breakSenders({ live: { accountId } }: Shop): Promise<void> {
  const leeds = { twilioSid: `XE${"11fe03".repeat(6).slice(0, 32)}`, phone: "+441134960142", name: LEEDS, status: "offline" as const, quality: "MEDIUM", messagingLimit: "1K Customers/24hr", businessAccount: "100000000000002" };
  const why = { code: 63020, message: "Business-initiated messages are switched off for this number" };
  await inTransaction((tx) => saveSenders(tx, { accountId, senders: [{ ...leeds, offlineReason: `${why.message} (${why.code})`, offlineReasons: [why] }], mps: DEFAULT_MPS }));
  await troubleSender(accountId, LONDON, { quality: "LOW", messagingLimit: "2K Customers/24hr" });
  await troubleSender(accountId, BERLIN, { quality: "LOW", holdReason: "The WhatsApp Business Account of this sender was locked by Meta. (63051)" });
  await troubleTemplate(accountId, "autumn_tasting", { status: "paused" });
  await troubleTemplate(accountId, "thank_you_voucher", { status: "disabled" });
  await troubleTemplate(accountId, "herbst_gutschein", { status: "rejected", reason: "INVALID_FORMAT: the variable {{2}} stands where WhatsApp expects fixed words." });
  await troubleTemplate(accountId, "cata_de_otono", { status: "gone" });
  await tellChanges(accountId, CHANGED);
  await restReadings(accountId, { minutesAgo: 3 * HOUR, failure: "Twilio refused to show what this account has (20003). Most often its credentials were changed there: an admin connects the account again with npm run connect." });
}

const CHANGED: ToldChange[] = [
  { of: "template", name: "flash_sale", kind: "status", before: "approved", after: "paused", minutesAgo: 9 * HOUR },
  { of: "sender", name: LONDON, kind: "quality", before: "MEDIUM", after: "LOW", minutesAgo: 8 * HOUR },
  { of: "sender", name: LONDON, kind: "limit", before: "100K Customers/24hr", after: "2K Customers/24hr", minutesAgo: 8 * HOUR },
  { of: "sender", name: BERLIN, kind: "quality", before: "HIGH", after: "LOW", minutesAgo: 7 * HOUR },
  { of: "sender", name: LEEDS, kind: "status", before: "online", after: "offline", minutesAgo: 6 * HOUR },
  { of: "template", name: "cata_de_otono", kind: "gone", before: "approved", after: null, minutesAgo: 6 * HOUR },
  { of: "template", name: "herbst_gutschein", kind: "status", before: "pending", after: "rejected", minutesAgo: 5 * HOUR },
  { of: "template", name: "new_single_origin", kind: "category", before: "utility", after: "marketing", minutesAgo: 4 * HOUR },
  { of: "template", name: "thank_you_voucher", kind: "status", before: "paused", after: "disabled", minutesAgo: 3 * HOUR },
  { of: "template", name: "autumn_tasting", kind: "status", before: "approved", after: "paused", minutesAgo: 3 * HOUR },
];
