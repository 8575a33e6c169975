"use server";
/** What an admin can order about who comes in here. */
import { revalidatePath } from "next/cache";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { changeMember } from "#lib/commands/change-member.ts";
import { invitePerson } from "#lib/commands/invite-person.ts";
import { removeMember } from "#lib/commands/remove-member.ts";
import { revokeInvitation } from "#lib/commands/revoke-invitation.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { RIGHTS, withheldFrom } from "#lib/domain/rights.ts";
import { ROLES } from "#lib/domain/states.ts";
import { peopleLimit } from "#lib/forms/people-limit.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const EMAIL_MAX = 320;
const NO_EMAIL = "Type an e-mail address, such as ana@harbour.example.";
const NO_NUMBER = "Type a whole number of people, such as 100, or leave it empty.";
const LAST_ADMIN = "Nobody could let people in here any more: this is the last one who can. Make somebody else an admin first.";

const role = z.enum(ROLES, "Choose a role.");
const recipientsMax = peopleLimit(NO_NUMBER);

const InviteForm = z.object({ email: z.string(NO_EMAIL).trim().toLowerCase().max(EMAIL_MAX, NO_EMAIL).pipe(z.email(NO_EMAIL)), role, recipientsMax });
const MemberForm = z.object({ person: z.string().refine(isUuid), role, recipientsMax });
const PersonForm = z.object({ person: z.string().refine(isUuid) });
const InvitationForm = z.object({ invitation: z.string().refine(isUuid) });

/** The path of the link comes back once, for the window that asked; nothing keeps it. */
export async function invite(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "access.change");
  const parsed = parseForm(InviteForm, form);
  if (!parsed.ok) return parsed.state;

  const { email, ...may } = parsed.input;
  const result = await invitePerson(person.id, { accountId: account.id, email, role: may.role, recipientsMax: limitOf(may) });
  if (result.kind === "no-such-account") notFound();
  if (result.kind === "already-in") return refused("", form, { email: "This person is in the account already. Change what they may do in their row." });
  revalidatePath(`/${account.slug}/access`);
  return { ...untouched, values: { email, path: `/invitation/${result.token}` } };
}

export async function revoke(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "access.change");
  const parsed = parseForm(InvitationForm, form);
  if (!parsed.ok) return parsed.state;

  // One that was used or taken back meanwhile is no longer in the list that comes back.
  await revokeInvitation(person.id, { accountId: account.id, invitationId: parsed.input.invitation });
  revalidatePath(`/${account.slug}/access`);
  return untouched;
}

export async function change(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "access.change");
  const parsed = parseForm(MemberForm, form);
  if (!parsed.ok) return parsed.state;

  const { person: personId, ...may } = parsed.input;
  const unticked = RIGHTS.filter((right) => !form.has(`may ${right}`));
  const result = await changeMember(person.id, { accountId: account.id, personId }, { role: may.role, withheld: withheldFrom(may.role, unticked), recipientsMax: limitOf(may) });
  if (result.kind === "no-such-member") return refused("This person is not in the account any more. Load the page again.");
  if (result.kind === "last-admin") return refused(LAST_ADMIN, form);
  revalidatePath(`/${account.slug}/access`);
  return untouched;
}

export async function remove(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "access.change");
  const parsed = parseForm(PersonForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await removeMember(person.id, { accountId: account.id, personId: parsed.input.person });
  if (result.kind === "last-admin") return refused(LAST_ADMIN);
  revalidatePath(`/${account.slug}/access`);
  return untouched;
}

/** Who launches nothing needs no limit. */
function limitOf({ role: chosen, recipientsMax: most }: { role: z.infer<typeof role>; recipientsMax: number | null }): number | null {
  return chosen === "analyst" ? null : most;
}
