"use server";
/** What is asked of a second person, and what they answer. */
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { approveLaunch } from "#lib/commands/approve-launch.ts";
import { askForLaunch, type AskResult } from "#lib/commands/ask-for-launch.ts";
import { declineLaunch } from "#lib/commands/decline-launch.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { problemSentence } from "#lib/domain/problem-sentence.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";
import { GONE } from "../../../explain-launch.ts";
import { explainApproval } from "./explain-approval.ts";

const NOTE_MAX = 500;
const OVER = "Nobody asks for it any more: it was answered or taken back meanwhile. Load the page again.";

const Ref = { campaign: z.string().refine(isUuid) };
const note = z.string().trim().max(NOTE_MAX, `Say it in at most ${NOTE_MAX} characters.`);
const AskForm = z.object({ ...Ref, confirmed: z.coerce.number().int().positive(), revision: z.string().regex(/^\d{1,20}$/), note: note.optional() });
const RequestForm = z.object({ ...Ref, request: z.string().refine(isUuid) });
const DeclineForm = z.object({ ...Ref, request: z.string().refine(isUuid), reason: note.min(1, "Say why: whoever asked reads it.") });

export async function ask(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(AskForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, confirmed, revision, note: said } = parsed.input;
  const result = await askForLaunch(person.id, { accountId: account.id, campaignId: campaign }, { people: confirmed, revision, note: said ?? "" });
  if (result.kind !== "asked") return refused(explain(result), form);
  revalidatePath(`/${account.slug}`, "layout");
  return untouched;
}

export async function approve(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account, recipientsMax } = await requireRight(textField(form, "account"), "campaign.approve");
  const parsed = parseForm(RequestForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, request } = parsed.input;
  const result = await approveLaunch(person.id, { accountId: account.id, campaignId: campaign }, { requestId: request, most: recipientsMax });
  if (result.kind === "no-such-request") return refused(OVER);
  if (result.kind !== "launched" && result.kind !== "scheduled") return refused(explainApproval(result));
  revalidatePath(`/${account.slug}`, "layout");
  return redirect(`/${account.slug}/campaigns/${campaign}`);
}

export async function decline(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.approve");
  const parsed = parseForm(DeclineForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, request, reason } = parsed.input;
  const result = await declineLaunch(person.id, { accountId: account.id, campaignId: campaign }, { requestId: request, reason, mayDecide: true });
  return settled(result.kind, account.slug);
}

/** Whoever asked takes it back. */
export async function takeBack(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(RequestForm, form);
  if (!parsed.ok) return parsed.state;

  const { campaign, request } = parsed.input;
  const result = await declineLaunch(person.id, { accountId: account.id, campaignId: campaign }, { requestId: request, reason: "", mayDecide: false });
  return settled(result.kind, account.slug);
}

function settled(kind: "declined" | "no-such-request", slug: string): FormState {
  revalidatePath(`/${slug}`, "layout");
  return kind === "declined" ? untouched : refused(OVER);
}

function explain(result: Exclude<AskResult, { kind: "asked" }>): string {
  switch (result.kind) {
    case "asked-before":
      return "Somebody asks for this launch already. Load the page again to see it.";
    case "not-found":
      return GONE;
    case "not-a-draft":
      return "This is no draft any more: it was launched or scheduled meanwhile.";
    case "changed-since":
      return "Nothing was asked: the draft was changed after this page was shown. Load the page again, look, and ask anew.";
    case "incomplete":
      return problemSentence(result.problem);
  }
}
