/** Answers before anything is drawn: a campaign that is not there, and a draft, which opens in the composer. */
import { redirect } from "next/navigation";
import { firstStep } from "#components/campaigns/draft.ts";
import { requireRight } from "#lib/auth/require-right.ts";
import { isDraft } from "#lib/domain/campaign-rules.ts";
import { readDraft } from "../(draft)/compose/read-draft.ts";
import { campaignHere } from "./read-report.ts";

export default async function ReportLayout({ params, children }: { params: Promise<{ account: string; campaign: string }>; children: React.ReactNode }) {
  const { account: slug, campaign: id } = await params;
  const { account, rights } = await requireRight(slug, "account.see");
  const campaign = await campaignHere(account.id, id);
  if (isDraft(campaign.state) && rights.has("campaign.compose")) {
    const { problems } = await readDraft(account, campaign.id);
    return redirect(`/${account.slug}/campaigns/${campaign.id}/compose/${firstStep(problems)}`);
  }
  return children;
}
