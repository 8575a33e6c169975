"use server";
/** What a marketer or an admin can order about contacts and lists. */
import { revalidatePath } from "next/cache";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { createList as orderList } from "#lib/commands/create-list.ts";
import { deleteList as orderListAway, type DeleteListResult } from "#lib/commands/delete-list.ts";
import type { ChosenResult } from "#lib/commands/chosen-contacts.ts";
import { liftOptOut as orderLift } from "#lib/commands/lift-opt-out.ts";
import { liftOptOuts } from "#lib/commands/lift-opt-outs.ts";
import { optOutContacts } from "#lib/commands/opt-out-contacts.ts";
import { optOutContact } from "#lib/commands/opt-out-contact.ts";
import { renameList as orderListName } from "#lib/commands/rename-list.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { LIST_NAME_MAX, listNameFrom } from "#lib/domain/list-name.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const NAME_TAKEN = "Another list has this name. Type a different one.";
const REASON_MAX = 200;

const listName = z.string().transform((typed, context) => {
  const name = listNameFrom(typed);
  if (name === null) context.addIssue(`Type a name of at most ${LIST_NAME_MAX} characters.`);
  return name ?? z.NEVER;
});
const contactId = z.string().regex(/^\d{1,18}$/);

const NewListForm = z.object({ name: listName });
const ListNameForm = z.object({ list: z.string().refine(isUuid), name: listName });
const ListForm = z.object({ list: z.string().refine(isUuid) });
const reason = z.string().trim().min(1, "Say in a few words how you know: “asked on the phone”.").max(REASON_MAX, `Say it in at most ${REASON_MAX} characters.`);
const OptOutForm = z.object({ contact: contactId, reason });
const ReasonForm = z.object({ reason });
const ContactForm = z.object({ contact: contactId });

export async function createList(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "audience.change");
  const parsed = parseForm(NewListForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await orderList(person.id, { accountId: account.id, name: parsed.input.name });
  if (result.kind === "name-taken") return refused("", form, { name: NAME_TAKEN });
  revalidatePath(`/${account.slug}/audience`, "layout");
  return untouched;
}

export async function renameList(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "audience.change");
  const parsed = parseForm(ListNameForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await orderListName(person.id, { accountId: account.id, listId: parsed.input.list }, parsed.input.name);
  if (result.kind === "no-such-list") notFound();
  if (result.kind === "name-taken") return refused("", form, { name: NAME_TAKEN });
  revalidatePath(`/${account.slug}/audience`, "layout");
  return untouched;
}

export async function deleteList(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "audience.change");
  const parsed = parseForm(ListForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await orderListAway(person.id, { accountId: account.id, listId: parsed.input.list });
  if (result.kind === "no-such-list") notFound();
  if (result.kind !== "deleted") return refused(explain(result));
  revalidatePath(`/${account.slug}/audience`, "layout");
  return untouched;
}

export async function optOut(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "opt-out.change");
  const parsed = parseForm(OptOutForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await optOutContact(person.id, { accountId: account.id, contactId: parsed.input.contact }, parsed.input.reason);
  if (result.kind === "no-such-contact") notFound();
  revalidatePath(`/${account.slug}/audience`, "layout");
  return untouched;
}

export async function liftOptOut(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "opt-out.change");
  const parsed = parseForm(ContactForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await orderLift(person.id, { accountId: account.id, contactId: parsed.input.contact });
  if (result.kind === "no-such-contact") notFound();
  revalidatePath(`/${account.slug}/audience`, "layout");
  return untouched;
}

/** Opts out everybody whose box is ticked. */
export async function optOutChosen(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "opt-out.change");
  const parsed = parseForm(ReasonForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await optOutContacts(person.id, { accountId: account.id, contactIds: chosenIn(form) }, parsed.input.reason);
  if (result.kind !== "done") return refused(explainChoice(result), form);
  revalidatePath(`/${account.slug}/audience`, "layout");
  return told(`${people(result.changed, "is", "are")} opted out now.`, result.unchanged, ["was opted out before", "were opted out before"]);
}

/** Lifts the opt-out of everybody whose box is ticked. */
export async function liftOptOutOfChosen(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "opt-out.change");

  const result = await liftOptOuts(person.id, { accountId: account.id, contactIds: chosenIn(form) });
  if (result.kind !== "done") return refused(explainChoice(result));
  revalidatePath(`/${account.slug}/audience`, "layout");
  return told(`${people(result.changed, "can", "can")} be written to again.`, result.unchanged, ["was not opted out", "were not opted out"]);
}

function chosenIn(form: FormData): string[] {
  return form.getAll("ids").filter((id) => typeof id === "string");
}

function people(count: number, one: string, many: string): string {
  return count === 1 ? `1 contact ${one}` : `${count} contacts ${many}`;
}

/** What was done, for whoever shows it. */
function told(sentence: string, unchanged: number, [one, many]: [string, string]): FormState {
  return { ...untouched, values: { told: unchanged === 0 ? sentence : `${sentence} ${unchanged} ${unchanged === 1 ? one : many}.` } };
}

function explainChoice(result: Exclude<ChosenResult, { kind: "done" }>): string {
  switch (result.kind) {
    case "nobody":
      return "Nobody is chosen, or they are no contacts any more. Go back, tick the people that are meant, and try again.";
    case "too-many":
      return `At most ${result.max} people can be changed at once. Go back and tick fewer.`;
  }
}

function explain(result: Exclude<DeleteListResult, { kind: "deleted" | "no-such-list" }>): string {
  switch (result.kind) {
    case "used":
      return `The list stays, because ${result.campaigns.map((name) => `“${name}”`).join(", ")} was or will be sent to it, and a report needs its audience. Discard the drafts among them, or keep the list.`;
    case "import-running":
      return "An import is on its way into this list. Wait until it has ended, then delete the list.";
  }
}
