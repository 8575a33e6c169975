"use server";
/** What a marketer can order about a campaign that was launched. */
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireRole } from "#lib/auth/require-role.ts";
import { cancelCampaign } from "#lib/commands/cancel-campaign.ts";
import type { MoveResult } from "#lib/commands/move-campaign.ts";
import { pauseCampaign } from "#lib/commands/pause-campaign.ts";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { problemSentence } from "#lib/domain/problem-sentence.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const Order = z.object({ campaign: z.string().refine(isUuid) });

export async function pause(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRole(textField(form, "account"), "marketer");
  const parsed = parseForm(Order, form);
  if (!parsed.ok) return parsed.state;

  const result = await pauseCampaign(person.id, { accountId: account.id, campaignId: parsed.input.campaign });
  return settled(result, account.slug, "paused");
}

export async function resume(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRole(textField(form, "account"), "marketer");
  const parsed = parseForm(Order, form);
  if (!parsed.ok) return parsed.state;

  const result = await resumeCampaign(person.id, { accountId: account.id, campaignId: parsed.input.campaign });
  return settled(result, account.slug, "resumed");
}

export async function cancel(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRole(textField(form, "account"), "marketer");
  const parsed = parseForm(Order, form);
  if (!parsed.ok) return parsed.state;

  const result = await cancelCampaign(person.id, { accountId: account.id, campaignId: parsed.input.campaign });
  return settled(result, account.slug, "cancelled");
}

/** What is shown is read anew either way: a refusal says that it was out of date. */
function settled(result: MoveResult, slug: string, verb: string): FormState {
  revalidatePath(`/${slug}/campaigns`, "layout");
  return result.kind === "moved" ? untouched : refused(explain(result, verb));
}

function explain(result: Exclude<MoveResult, { kind: "moved" }>, verb: string): string {
  switch (result.kind) {
    case "not-found":
      return "This campaign does not exist in this account any more.";
    case "not-possible":
      return `Nothing changed: the campaign is ${result.state} meanwhile and cannot be ${verb}.`;
    case "blocked":
      return `Nothing changed: ${problemSentence(result.problem)}`;
  }
}
