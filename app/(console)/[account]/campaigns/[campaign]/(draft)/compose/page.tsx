/** A draft opens on the first step that lacks something, or on its review. */
import { redirect } from "next/navigation";
import { firstStep } from "#components/campaigns/draft.ts";
import { requireRight } from "#lib/auth/require-right.ts";
import { readDraft } from "./read-draft.ts";

export default async function ComposePage({ params }: { params: Promise<{ account: string; campaign: string }> }) {
  const { account: slug, campaign } = await params;
  const { account } = await requireRight(slug, "campaign.compose");
  const { draft, problems } = await readDraft(account, campaign);
  return redirect(`/${account.slug}/campaigns/${draft.id}/compose/${firstStep(problems)}`);
}
