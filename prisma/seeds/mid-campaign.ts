/** A large campaign is under way right now; a running worker goes on with it. */
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { launchCampaign } from "#lib/commands/launch-campaign.ts";
import { saveDraft } from "#lib/commands/save-draft.ts";
import { setSenderRate } from "#lib/commands/set-sender-rate.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { findListNamed, type Draft, findCampaignByName, findTemplateNamed, sendSinceMinutes, writePastCampaign } from "#lib/db/seed-campaign.ts";
import type { Fate } from "#lib/db/seed-history.ts";
import { findSenderId } from "#lib/db/seed-trouble.ts";
import type { Scenario } from "#scripts/scenario.ts";
import { marketing, usual } from "./fates.ts";
import { importPeople, uploadFile } from "./import-people.ts";
import { csvOf, FAR_RANGES, GERMAN_RANGES, people } from "./people.ts";
import { tellQuietDay } from "./quiet-day.ts";
import { DAY, HOUR, LISTS, mappingOf, shopOf, text, THANKS, VOUCHER, type Account } from "./shop.ts";

const EVERYBODY = "Online orders, Australia";
const EVERYBODY_COUNT = 40_000;
/** Slow enough to be watched for a quarter of an hour, in messages per second. */
const RATES = { "Juniper Street Coffee": 25, "Juniper Street Coffee Berlin": 15 };
/** One message in fifteen seconds. */
const SANDBOX_RATE = 1 / 15;
const SENT_FOR_MINUTES = 5;

export const seed: Scenario = async (world) => {
  const shop = shopOf(world);
  const { live, sandbox } = shop;
  await tellQuietDay(shop);
  await importPeople({ ...live, list: EVERYBODY, fileName: "online-orders-au.csv", csv: csvOf(people(FAR_RANGES, EVERYBODY_COUNT)), minutesAgo: DAY });
  for (const [name, mps] of Object.entries(RATES)) await setSenderRate({ ...live, senderId: await findSenderId(live.accountId, name), mps });
  await setSenderRate({ ...sandbox, senderId: await findSenderId(sandbox.accountId, "Twilio Sandbox"), mps: SANDBOX_RATE });

  await writePastCampaign({
    ...live,
    name: "A year with us: the second thousand",
    template: "thank_you_voucher",
    list: LISTS.newsletter,
    mapping: THANKS,
    launchedMinutesAgo: 2 * HOUR,
    perSecond: 2,
    fate: marketing,
    stop: { afterMinutes: 6, as: "paused" },
  });
  await uploadFile({ ...live, list: "Röstpost, neue Anmeldungen", fileName: "anmeldungen-kw47.csv", csv: csvOf(people(GERMAN_RANGES, 140, 700)) });
  await launchNow({ ...live, name: "Vouchers for every online order", template: "voucher_ready", list: EVERYBODY, mapping: VOUCHER }, usual);
  await launchNow({ ...sandbox, name: "Appointments, with new words", template: "sandbox_appointment_reminder", list: LISTS.sandbox, mapping: mappingOf(text("12/1"), text("3pm")) }, null);
};

/** Launches as a person does. With a fate, as it was done minutes ago and has sent since. */
async function launchNow(draft: Draft & Account, fate: Fate | null): Promise<void> {
  const { accountId, actorId, name, mapping } = draft;
  if (await findCampaignByName(draft)) return;
  const ref = { accountId, campaignId: await createCampaign(actorId, { accountId, name }) };
  const [templateId, listId] = await Promise.all([findTemplateNamed(pool(), accountId, draft.template), findListNamed(pool(), accountId, draft.list)]);
  await saveDraft(actorId, ref, { templateId, listId, mapping });
  const launched = await launchCampaign(actorId, ref);
  if (launched.kind !== "launched") throw new Error(`The campaign "${name}" of the scenario is not launched: ${JSON.stringify(launched)}`);
  if (fate) await inTransaction((tx) => sendSinceMinutes(tx, ref, { minutes: SENT_FOR_MINUTES, fate }));
}
