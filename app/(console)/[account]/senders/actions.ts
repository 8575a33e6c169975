"use server";
/** What an admin can order about a sender. */
import { revalidatePath } from "next/cache";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { endSenderRest } from "#lib/commands/end-sender-rest.ts";
import { clearEngineHold } from "#lib/commands/clear-engine-hold.ts";
import { letSendersGo } from "#lib/commands/let-senders-go.ts";
import { stopAllSenders } from "#lib/commands/stop-all-senders.ts";
import { CLEARING_WORDS } from "#components/senders/account-holds.tsx";
import { liftSenderHold } from "#lib/commands/lift-sender-hold.ts";
import { setSenderRate, type SetSenderRateResult } from "#lib/commands/set-sender-rate.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { ACCOUNT_SENDERS_MPS_MAX, DEFAULT_MPS, rateInWords, rateShown, TEXT_MPS_MAX } from "#lib/domain/sender-rate.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const WRONG_NUMBER = "Type a number of messages per second, such as 80 or 0.2.";

const RateForm = z.object({
  sender: z.string().refine(isUuid),
  mps: z
    .string(WRONG_NUMBER)
    .trim()
    .regex(/^[0-9]{1,6}([.,][0-9]{1,6})?$/, WRONG_NUMBER)
    .transform((typed) => Number(typed.replace(",", "."))),
  /** What it was set to when the form was shown. */
  seen: z.coerce.number().positive().optional(),
});

const ClearForm = z.object({ typedName: z.string().trim().refine((typed) => typed === CLEARING_WORDS, `Type “${CLEARING_WORDS}” to say that you have looked.`) });

const HoldForm = z.object({ sender: z.string().refine(isUuid) });

export async function setRate(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "sender.change");
  const parsed = parseForm(RateForm, form);
  if (!parsed.ok) return parsed.state;

  const { sender, mps, seen } = parsed.input;
  const result = await setSenderRate({ accountId: account.id, actorId: person.id, senderId: sender, mps, seen });
  if (result.kind === "no-such-sender") notFound();
  if (result.kind !== "set" && result.kind !== "unchanged") return refused("", form, { mps: explain(result) });
  revalidatePath(`/${account.slug}/senders`, "layout");
  return { ...untouched, values: { mps: String(mps) } };
}

export async function liftHold(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "sender.change");
  const parsed = parseForm(HoldForm, form);
  if (!parsed.ok) return parsed.state;

  await liftSenderHold(person.id, { accountId: account.id, senderId: parsed.input.sender });
  revalidatePath(`/${account.slug}/senders`, "layout");
  return untouched;
}

export async function endRest(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "sender.change");
  const parsed = parseForm(HoldForm, form);
  if (!parsed.ok) return parsed.state;

  await endSenderRest(person.id, { accountId: account.id, senderId: parsed.input.sender });
  revalidatePath(`/${account.slug}/senders`, "layout");
  return untouched;
}

/** Stopping is allowed to everybody who may pause; letting go is an admin's, as it is for one sender. */
export async function stopAll(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "sender.stop");
  await stopAllSenders(person.id, account.id);
  revalidatePath(`/${account.slug}`, "layout");
  return untouched;
}

export async function letGo(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "sender.change");
  await letSendersGo(person.id, account.id);
  revalidatePath(`/${account.slug}`, "layout");
  return untouched;
}

export async function clearHold(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "account.change");
  const parsed = parseForm(ClearForm, form);
  if (!parsed.ok) return parsed.state;

  await clearEngineHold(person.id, account.id);
  revalidatePath(`/${account.slug}`, "layout");
  return untouched;
}

function explain(result: Exclude<SetSenderRateResult, { kind: "set" | "unchanged" | "no-such-sender" }>): string {
  switch (result.kind) {
    case "not-a-rate":
      return "A sender that sends nothing is a paused one. Type a number above zero, or pause its campaigns.";
    case "above-text-limit":
      return `Twilio sends at most ${TEXT_MPS_MAX} text messages per second from one sender, and ${DEFAULT_MPS} unless it has granted more. Type ${TEXT_MPS_MAX} or less.`;
    case "above-sandbox-limit":
      return "The sandbox takes one message in three seconds, which is 0.33 per second. Type 0.33 or less.";
    case "changed-since":
      return `Somebody else has just set it to ${rateInWords(result.now)}. Nothing was changed: load the page again, look, and set it anew.`;
    case "above-account-limit":
      return `All senders of one account have ${ACCOUNT_SENDERS_MPS_MAX} per second together, and the others are set to so much that this one can have ${rateShown(result.left)}. Type that or less, or set another one slower first.`;
  }
}
