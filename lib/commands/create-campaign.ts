/** Starts the draft of a campaign, with every sender that can send. */
import { recordAudit } from "#lib/db/audit.ts";
import { insertCampaign } from "#lib/db/campaign-writes.ts";
import { chooseUsableSenders } from "#lib/db/choose-usable-senders.ts";
import { inTransaction } from "#lib/db/connection.ts";

/** Returns the id of the new draft. `name` is not empty and at most CAMPAIGN_NAME_LENGTH_MAX long. */
export async function createCampaign(actorId: string, draft: { accountId: string; name: string }): Promise<string> {
  return inTransaction(async (tx) => {
    const id = await insertCampaign(tx, { ...draft, actorId });
    await chooseUsableSenders(tx, { accountId: draft.accountId, campaignId: id });
    await recordAudit(tx, { accountId: draft.accountId, actorId, action: "campaign.created", subjectKind: "campaign", subjectId: id, detail: { name: draft.name } });
    return id;
  });
}
