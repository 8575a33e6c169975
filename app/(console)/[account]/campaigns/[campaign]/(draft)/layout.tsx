/** Answers before anything is drawn: a draft that is not there or not theirs to write, and what was launched meanwhile. */
import { requireRight } from "#lib/auth/require-right.ts";
import { readDraft } from "./compose/read-draft.ts";

export default async function ComposeLayout({ params, children }: { params: Promise<{ account: string; campaign: string }>; children: React.ReactNode }) {
  const { account: slug, campaign } = await params;
  const { account } = await requireRight(slug, "campaign.compose");
  await readDraft(account, campaign);
  return children;
}
