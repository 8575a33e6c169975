"use server";
/** What a marketer can order about a draft. Each choice is kept at once; with `next` it also leads on. */
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { STEPS } from "#components/campaigns/draft.ts";
import { SENDER_FIELD } from "#components/campaigns/sender-choices.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { discardDraft } from "#lib/commands/discard-draft.ts";
import { launchCampaign } from "#lib/commands/launch-campaign.ts";
import type { MoveResult } from "#lib/commands/move-campaign.ts";
import { saveDraft, type SaveDraftResult } from "#lib/commands/save-draft.ts";
import { scheduleCampaign, type ScheduleResult } from "#lib/commands/schedule-campaign.ts";
import { findNow } from "#lib/db/campaign-schedule.ts";
import { pool } from "#lib/db/connection.ts";
import type { DraftChanges } from "#lib/db/campaign-writes.ts";
import { CAMPAIGN_NAME_LENGTH_MAX } from "#lib/domain/campaign-rules.ts";
import { CANARY_SIZE_MAX } from "#lib/domain/canary.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { problemSentence } from "#lib/domain/problem-sentence.ts";
import { mappingFromFields, openFields, VARIABLE_TEXT_LENGTH_MAX } from "#lib/domain/variable-mapping.ts";
import { barredSentence, explainLaunch, GONE } from "../../explain-launch.ts";
import { scheduleFrom, ScheduleFields } from "#lib/forms/schedule-form.ts";
import { addressOf } from "#lib/forms/search-params.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const NO_LIST = "Pick a list to go on.";
const NO_SENDER = "No sender is chosen. Pick at least one that is online.";

const Ref = { campaign: z.string().refine(isUuid) };
const Onwards = { ...Ref, next: z.enum(STEPS).optional() };

const TemplateForm = z.object({ ...Onwards, template: z.string("Pick a template to go on.").refine(isUuid, "Pick a template to go on.") });
const AudienceForm = z.object({ ...Onwards, list: z.string().refine(isUuid, NO_LIST).optional() }).catchall(z.string());
const VariablesForm = z.object(Onwards).catchall(z.string().max(VARIABLE_TEXT_LENGTH_MAX, `Use at most ${VARIABLE_TEXT_LENGTH_MAX} characters.`));
const NameForm = z.object({ ...Ref, name: z.string().trim().min(1, "Type a name.").max(CAMPAIGN_NAME_LENGTH_MAX, `Use at most ${CAMPAIGN_NAME_LENGTH_MAX} characters.`) });
const WRONG_CANARY = `Type a whole number from 1 to ${CANARY_SIZE_MAX}, or nothing.`;
const CanaryForm = z.object({
  ...Ref,
  canary: z
    .string(WRONG_CANARY)
    .trim()
    .regex(/^\d{0,3}$/, WRONG_CANARY)
    .transform((typed) => (typed === "" ? null : Number(typed)))
    .refine((size) => size === null || (size >= 1 && size <= CANARY_SIZE_MAX), WRONG_CANARY),
});
const RetryForm = z.object({ ...Ref, retry: z.literal("on").optional() });
const ScheduleForm = z.object({ ...Onwards, ...ScheduleFields });
const LaunchForm = z.object({ ...Ref, confirmed: z.coerce.number().int().positive(), revision: z.string().regex(/^\d{1,20}$/) });

export async function chooseTemplate(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(TemplateForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, template, next } = parsed.input;
  const result = await saveDraft(person.id, { accountId: account.id, campaignId: campaign }, { templateId: template });
  return onwards(result, { slug: account.slug, campaign, next, form });
}

export async function chooseAudience(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(AudienceForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, list, next, ...rest } = parsed.input;
  const senderIds = sendersIn(rest);
  if (next && !list) return refused("", form, { list: NO_LIST });
  if (next && senderIds.length === 0) return refused(NO_SENDER, form);
  const result = await saveDraft(person.id, { accountId: account.id, campaignId: campaign }, { listId: list, senderIds });
  return onwards(result, { slug: account.slug, campaign, next, form });
}

/** What is chosen so far is kept as it is; going on needs a value for every variable. */
export async function mapVariables(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(VariablesForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, next, ...fields } = parsed.input;
  const open = next ? openFields(fields) : [];
  const result = await saveDraft(person.id, { accountId: account.id, campaignId: campaign }, { mapping: mappingFromFields(fields) });
  if (result.kind === "saved" && open.length > 0) return refused("Every variable needs a value: without one, Twilio would send the template’s sample text.", form, lackSentences(open));
  return onwards(result, { slug: account.slug, campaign, next, form });
}

/** Off or on, kept at once. */
export async function chooseRetries(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(RetryForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, retry } = parsed.input;
  const result = await saveDraft(person.id, { accountId: account.id, campaignId: campaign }, { retryMarketing: retry === "on" });
  return onwards(result, { slug: account.slug, campaign, next: undefined, form });
}

export async function chooseCanary(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(CanaryForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, canary } = parsed.input;
  const result = await saveDraft(person.id, { accountId: account.id, campaignId: campaign }, { canarySize: canary });
  return onwards(result, { slug: account.slug, campaign, next: undefined, form });
}

/** What is refused is not kept, and nothing that was typed is lost. */
export async function chooseSchedule(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(ScheduleForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, next, ...fields } = parsed.input;
  const read = scheduleFrom(fields, await findNow(pool()));
  if (!read.ok) return refused("", form, read.errors);
  const result = await saveDraft(person.id, { accountId: account.id, campaignId: campaign }, { schedule: read.schedule });
  return onwards(result, { slug: account.slug, campaign, next, form });
}

export async function rename(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(NameForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, name } = parsed.input;
  const result = await saveDraft(person.id, { accountId: account.id, campaignId: campaign }, { name });
  return onwards(result, { slug: account.slug, campaign, next: undefined, form });
}

export async function discard(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(z.object(Ref), form);
  if (!parsed.ok) return parsed.state;

  const result = await discardDraft(person.id, { accountId: account.id, campaignId: parsed.input.campaign });
  if (result.kind === "not-possible") return refused(explainDiscard(result), form);
  revalidatePath(`/${account.slug}/campaigns`);
  return redirect(`/${account.slug}/campaigns`);
}

/** A launch that finds the campaign launched leads to its report, which says so. */
export async function launch(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account, recipientsMax } = await requireRight(textField(form, "account"), "campaign.launch");
  const parsed = parseForm(LaunchForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, confirmed, revision } = parsed.input;
  const result = await launchCampaign(person.id, { accountId: account.id, campaignId: campaign }, { people: confirmed, revision, most: recipientsMax });
  if (result.kind !== "launched" && result.kind !== "not-launchable") return refused(explainLaunch(result), form);
  revalidatePath(`/${account.slug}`, "layout");
  return redirect(addressOf(`/${account.slug}/campaigns/${campaign}`, { launched: result.kind === "launched" ? null : "before" }));
}

/** Scheduled by somebody else meanwhile, it leads to the same page. */
export async function schedule(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account, recipientsMax } = await requireRight(textField(form, "account"), "campaign.launch");
  const parsed = parseForm(LaunchForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, confirmed, revision } = parsed.input;
  const result = await scheduleCampaign(person.id, { accountId: account.id, campaignId: campaign }, { people: confirmed, revision, most: recipientsMax });
  if (result.kind !== "scheduled" && result.kind !== "not-a-draft") return refused(explainSchedule(result), form);
  revalidatePath(`/${account.slug}`, "layout");
  return redirect(`/${account.slug}/campaigns/${campaign}`);
}

type Way = { slug: string; campaign: string; next: (typeof STEPS)[number] | undefined; form: FormData };

function onwards(result: SaveDraftResult, { slug, campaign, next, form }: Way): FormState {
  if (result.kind !== "saved") return refused(explainSave(result), form);
  const path = `/${slug}/campaigns/${campaign}/compose`;
  revalidatePath(path, "layout");
  return next ? redirect(`${path}/${next}`) : untouched;
}

function sendersIn(fields: Record<string, unknown>): NonNullable<DraftChanges["senderIds"]> {
  return Object.keys(fields).flatMap((name) => (name.startsWith(SENDER_FIELD) && isUuid(name.slice(SENDER_FIELD.length)) ? [name.slice(SENDER_FIELD.length)] : []));
}

function lackSentences(open: ReturnType<typeof openFields>): Record<string, string> {
  return Object.fromEntries(open.map(({ name, key, lacks }) => [name, lacks === "source" ? `Choose what fills {{${key}}}.` : `Type the text for {{${key}}}.`]));
}

function explainSave(result: Exclude<SaveDraftResult, { kind: "saved" }>): string {
  switch (result.kind) {
    case "not-found":
      return GONE;
    case "not-a-draft":
      return "This campaign was launched or scheduled meanwhile and cannot be changed. Open it in the list of campaigns to see how far it is.";
    case "not-of-this-account":
      return "What you chose does not exist in this account any more. Load the page again and choose anew.";
  }
}

function explainDiscard(result: Extract<MoveResult, { kind: "not-possible" }>): string {
  return `This campaign was launched meanwhile and is ${result.state}. It stays, as the proof of what was sent.`;
}

function explainSchedule(result: Exclude<ScheduleResult, { kind: "scheduled" | "not-a-draft" }>): string {
  switch (result.kind) {
    case "not-found":
      return GONE;
    case "incomplete":
      return problemSentence(result.problem);
    case "above-your-limit":
    case "needs-second-person":
      return `Nothing was scheduled. ${barredSentence(result)} Load the page again, and ask for approval.`;
    case "no-start":
      return "It has no start. Choose a date and a time in the schedule, or launch it now.";
    case "changed-since":
      return "Nothing was scheduled: the draft was changed after this page was shown. Load the page again, look, and schedule it anew.";
  }
}
