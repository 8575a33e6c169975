"use server";
/** What a marketer can order about a campaign that was launched. */
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { cancelCampaign } from "#lib/commands/cancel-campaign.ts";
import type { MoveResult } from "#lib/commands/move-campaign.ts";
import { launchCampaign } from "#lib/commands/launch-campaign.ts";
import { pauseCampaign } from "#lib/commands/pause-campaign.ts";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { unscheduleCampaign } from "#lib/commands/unschedule-campaign.ts";
import { explainLaunch } from "../explain-launch.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { problemSentence } from "#lib/domain/problem-sentence.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const StartForm = z.object({ campaign: z.string().refine(isUuid), confirmed: z.coerce.number().int().positive(), revision: z.string().regex(/^\d{1,20}$/) });
const Order = z.object({ campaign: z.string().refine(isUuid) });
/** With `everybody` its first messages are not waited for. */
const ResumeForm = Order.extend({ everybody: z.literal("yes").optional() });

export async function pause(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.steer");
  const parsed = parseForm(Order, form);
  if (!parsed.ok) return parsed.state;

  const result = await pauseCampaign(person.id, { accountId: account.id, campaignId: parsed.input.campaign });
  return settled(result, account.slug, "paused");
}

export async function resume(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.steer");
  const parsed = parseForm(ResumeForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, everybody } = parsed.input;
  const result = await resumeCampaign(person.id, { accountId: account.id, campaignId: campaign }, { everybody: everybody === "yes" });
  return settled(result, account.slug, "resumed");
}

export async function cancel(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.steer");
  const parsed = parseForm(Order, form);
  if (!parsed.ok) return parsed.state;

  const result = await cancelCampaign(person.id, { accountId: account.id, campaignId: parsed.input.campaign });
  return settled(result, account.slug, "cancelled");
}

/** Starts one that waits for its start, to no more people than were agreed to. */
export async function startNow(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account, recipientsMax } = await requireRight(textField(form, "account"), "campaign.launch");
  const parsed = parseForm(StartForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, confirmed, revision } = parsed.input;
  const result = await launchCampaign(person.id, { accountId: account.id, campaignId: campaign }, { people: confirmed, revision, most: recipientsMax });
  revalidatePath(`/${account.slug}`, "layout");
  return result.kind === "launched" || result.kind === "not-launchable" ? untouched : refused(explainLaunch(result));
}

export async function unschedule(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.steer");
  const parsed = parseForm(Order, form);
  if (!parsed.ok) return parsed.state;

  const result = await unscheduleCampaign(person.id, { accountId: account.id, campaignId: parsed.input.campaign });
  if (result.kind !== "moved") return settled(result, account.slug, "changed");
  revalidatePath(`/${account.slug}/campaigns`, "layout");
  return redirect(`/${account.slug}/campaigns/${parsed.input.campaign}/compose/schedule`);
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
