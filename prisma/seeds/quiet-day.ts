/** A shop that has been at it for weeks, on a day on which nothing is running. */
import { type PastCampaign, writeDraft, writePastCampaign } from "#lib/db/seed-campaign.ts";
import { letColleaguesIn } from "#lib/db/seed-colleagues.ts";
import { writeReplies } from "#lib/db/seed-people.ts";
import { restReadings, tellChanges, type ToldChange } from "#lib/db/seed-sync.ts";
import type { Scenario } from "#scripts/scenario.ts";
import { COLLEAGUES } from "./colleagues.ts";
import { awaited, marketing, usual } from "./fates.ts";
import { AUTUMN, DAY, fillLists, HOUR, LISTS, mappingOf, ORIGIN, PARCEL, type Shop, shopOf, TASTING, text, THANKS, VOUCHER } from "./shop.ts";

type Told = Omit<PastCampaign, "accountId" | "actorId">;

/** Before there was a limit, a name could be as long as this. */
const LONG_NAME = `Vouchers for everybody who filled in a card at the counter, at the market stall, at the tasting in the old harbour warehouse or at the open day of the roastery, ${"and for whoever came along with them, ".repeat(4)}as promised`.slice(0, 300);

const WEEKS_AGO: Told[] = [
  { name: "Welcome to the autumn", template: "autumn_tasting", list: LISTS.newsletter, mapping: TASTING, launchedMinutesAgo: 27 * DAY + 3 * HOUR, perSecond: 4, fate: marketing },
  { name: "Vouchers for regulars", template: "voucher_ready", list: LISTS.regulars, mapping: VOUCHER, launchedMinutesAgo: 23 * DAY + 5 * HOUR, perSecond: 1, fate: usual },
  { name: "Herbst-Gutschein", template: "herbst_gutschein", list: LISTS.german, mapping: AUTUMN, launchedMinutesAgo: 20 * DAY + 2 * HOUR, perSecond: 2, fate: marketing },
  { name: "أمسية تذوق القهوة ☕️", template: "autumn_tasting", list: LISTS.arabic, mapping: TASTING, launchedMinutesAgo: 17 * DAY + 7 * HOUR, perSecond: 0.5, fate: marketing },
  { name: "A year with us: thank you", template: "thank_you_voucher", list: LISTS.newsletter, mapping: THANKS, launchedMinutesAgo: 13 * DAY + 4 * HOUR, perSecond: 6, fate: marketing },
  { name: "Lieferung unterwegs, KW 46", template: "lieferung_unterwegs", list: LISTS.german, mapping: PARCEL, launchedMinutesAgo: 9 * DAY + 6 * HOUR, perSecond: 1, fate: awaited },
];

const LATELY: Told[] = [
  { name: LONG_NAME, template: "voucher_ready", list: LISTS.long, mapping: VOUCHER, launchedMinutesAgo: 6 * DAY + HOUR, perSecond: 0.1, fate: usual },
  { name: "New single origin", template: "new_single_origin", list: LISTS.newsletter, mapping: ORIGIN, launchedMinutesAgo: 3 * DAY + 5 * HOUR, perSecond: 40, fate: marketing },
  { name: "Vouchers: the evening counter", template: "voucher_ready", list: LISTS.regulars, mapping: VOUCHER, launchedMinutesAgo: 21 * HOUR + 20, perSecond: 0.2, fate: awaited },
  { name: "Lieferung unterwegs, KW 47", template: "lieferung_unterwegs", list: LISTS.german, mapping: PARCEL, launchedMinutesAgo: 5 * HOUR + 10, perSecond: 0.25, fate: awaited },
  { name: "Vouchers for tasting guests", template: "voucher_ready", list: LISTS.guests, mapping: VOUCHER, launchedMinutesAgo: 3 * HOUR + 20, perSecond: 0.02, fate: awaited },
  { name: "Saturday’s tasting: last places", template: "autumn_tasting", list: LISTS.newsletter, mapping: TASTING, launchedMinutesAgo: 95, perSecond: 0.8, fate: marketing },
];

export const seed: Scenario = async (world) => tellQuietDay(shopOf(world));

/** What Meta moved and people changed at Twilio since. */
const CHANGED: ToldChange[] = [
  { of: "template", name: "thank_you_voucher", kind: "content", before: null, after: "text, variables", minutesAgo: 15 * DAY },
  { of: "template", name: "flash_sale", kind: "status", before: "approved", after: "paused", minutesAgo: 8 * DAY },
  { of: "sender", name: "Juniper Street Coffee Berlin", kind: "limit", before: "10K Customers/24hr", after: "100K Customers/24hr", minutesAgo: 5 * DAY },
  { of: "template", name: "new_single_origin", kind: "category", before: "utility", after: "marketing", minutesAgo: 2 * DAY },
  { of: "template", name: "winter_hours", kind: "added", before: null, after: "pending", minutesAgo: 12 },
];

/** Everything up to this morning, for the scenarios that go on from there. */
export async function tellQuietDay(shop: Shop): Promise<void> {
  const { live, sandbox } = shop;
  await fillLists(shop);
  await tell(shop, WEEKS_AGO);
  await tell(shop, LATELY);
  await writePastCampaign({
    ...sandbox,
    name: "Does it arrive?",
    template: "sandbox_order_update",
    list: LISTS.sandbox,
    mapping: mappingOf({ from: "column", column: "Order", fallback: "coffee" }, text("Friday"), { from: "column", column: "Order number", fallback: "A-1000" }),
    launchedMinutesAgo: 2 * DAY,
    fate: awaited,
  });
  await writeDraft({ ...live, name: "Winter blend: order ahead", template: "thank_you_voucher", list: LISTS.newsletter, mapping: THANKS, minutesAgo: 2 * HOUR });
  await writeDraft({ ...sandbox, name: "Reminder, second try", template: "sandbox_appointment_reminder", list: LISTS.sandbox, mapping: mappingOf(text("12/1")), minutesAgo: DAY });
  await letColleaguesIn(live.accountId, COLLEAGUES);
  await tellChanges(live.accountId, CHANGED);
  await restReadings(live.accountId, { templatesChanged: 1, minutesAgo: 12 });
  await restReadings(sandbox.accountId, { minutesAgo: 9 });
}

/** One after the other, so that whoever opted out after one is left out of the next. Two write back after each, and one of them stops. */
async function tell({ live }: Shop, campaigns: readonly Told[]): Promise<void> {
  for (const [index, campaign] of campaigns.entries()) {
    const campaignId = await writePastCampaign({ ...live, ...campaign });
    const texts = [ANSWERS[index % ANSWERS.length] ?? "", STOPS[index % STOPS.length] ?? ""].map((words, place) => ({ text: words, stops: place === 1 }));
    if (campaignId) await writeReplies({ accountId: live.accountId, campaignId, texts, minutesAgo: Math.round(campaign.launchedMinutesAgo / 2) });
  }
}

const ANSWERS = ["Lovely, I will be there on Saturday!", "شكراً جزيلاً 🌷", "Danke! Kann ich auch ein Kilo bestellen?", "👍"];
const STOPS = ["STOP", "Stop.", "abmelden", "stopp"];
