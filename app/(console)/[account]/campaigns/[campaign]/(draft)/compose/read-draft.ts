/** The draft that a page of the composer is about, with what every step shows of it. */
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { pool } from "#lib/db/connection.ts";
import { findCampaign } from "#lib/db/find-campaign.ts";
import { countListPeople, listSamplePeople } from "#lib/db/review-campaign.ts";
import { isDraft, launchProblems } from "#lib/domain/campaign-rules.ts";
import { startProblem } from "#lib/domain/campaign-start.ts";
import { isUuid } from "#lib/domain/ids.ts";

/** One question for the page and its title. What was launched is sent to its report. */
export const readDraft = cache(async (account: { id: string; slug: string }, campaignId: string) => {
  const draft = isUuid(campaignId) ? await findCampaign(pool(), { accountId: account.id, campaignId }) : null;
  if (!draft) return notFound();
  if (!isDraft(draft.state)) return redirect(`/${account.slug}/campaigns/${draft.id}`);
  const { list, mapping, template, senders, start } = draft;
  const [people, samples] = await Promise.all([list ? countListPeople(pool(), account.id, list.id) : 0, list ? listSamplePeople(pool(), account.id, list.id) : []]);
  const late = startProblem(start, new Date());
  const problems = [...launchProblems({ listId: list?.id ?? null, listColumns: list?.columns ?? [], mapping, template, senders }), ...(late ? [late] : [])];
  return { draft, people, samples, problems };
});
