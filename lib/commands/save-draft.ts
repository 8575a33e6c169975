/** Keeps what was chosen for a draft, step by step. */
import { recordAudit } from "#lib/db/audit.ts";
import { lockCampaign, updateDraft, type CampaignRef, type DraftChanges } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { isForeignKeyViolation } from "#lib/db/violations.ts";
import { isDraft } from "#lib/domain/campaign-rules.ts";
import type { CampaignState } from "#lib/domain/states.ts";

export type SaveDraftResult = { kind: "saved" } | { kind: "not-found" } | { kind: "not-a-draft"; state: CampaignState } | { kind: "not-of-this-account" };

/** Changes a draft. What was launched cannot be changed; a template, list or sender of another account is refused by the schema itself. */
export async function saveDraft(actorId: string, ref: CampaignRef, changes: DraftChanges): Promise<SaveDraftResult> {
  try {
    return await inTransaction(async (tx) => {
      const campaign = await lockCampaign(tx, ref);
      if (!campaign) return { kind: "not-found" };
      if (!isDraft(campaign.state)) return { kind: "not-a-draft", state: campaign.state };
      await updateDraft(tx, ref, changes);
      await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.changed", subjectKind: "campaign", subjectId: ref.campaignId, detail: { changed: Object.keys(changes) } });
      return { kind: "saved" };
    });
  } catch (error) {
    if (isForeignKeyViolation(error)) return { kind: "not-of-this-account" };
    throw error;
  }
}
