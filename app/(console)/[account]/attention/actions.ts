"use server";
/** What a marketer can decide about messages of which nobody can tell whether they were sent. */
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { assumeSent } from "#lib/commands/assume-sent.ts";
import type { ResolveResult } from "#lib/commands/chosen-attempts.ts";
import { retryUnconfirmed } from "#lib/commands/retry-unconfirmed.ts";
import type { AssumeObstacle, AttemptRef, ReleaseObstacle } from "#lib/db/resolve-unconfirmed.ts";
import { RETRY_WORD } from "#lib/domain/look.ts";
import { parseForm, refused, textField, untouched, type FormState } from "#lib/forms/form-state.ts";

const RetryForm = z.object({ typedName: z.string().trim().refine((typed) => typed === RETRY_WORD, `Type “${RETRY_WORD}”: it may reach the same person twice.`) });

export async function retry(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "doubt.resolve");
  const parsed = parseForm(RetryForm, form);
  if (!parsed.ok) return parsed.state;

  const result = await retryUnconfirmed(person.id, { accountId: account.id, attempts: chosenIn(form) });
  return settled(result, account.slug, ["1 message goes", "messages go", "again as soon as its sender may."]);
}

export async function assume(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "doubt.resolve");

  const result = await assumeSent(person.id, { accountId: account.id, attempts: chosenIn(form) });
  return settled(result, account.slug, ["1 message is", "messages are", "taken for sent."]);
}

/** Each box says which message, and which try of it. */
function chosenIn(form: FormData): AttemptRef[] {
  return form.getAll("attempts").flatMap((value) => {
    const [, messageId, n] = (typeof value === "string" && /^(\d{1,18})-(\d{1,4})$/.exec(value)) || [];
    return messageId === undefined ? [] : [{ messageId, n: Number(n) }];
  });
}

type Obstacle = ReleaseObstacle | AssumeObstacle;

/** What is shown is read anew either way: a refusal says that it was out of date. */
function settled(result: ResolveResult<Obstacle>, slug: string, [one, many, done]: [string, string, string]): FormState {
  if (result.kind === "nothing-chosen") return refused("No message is chosen. Go back, tick those that are meant, and try again.");
  if (result.kind === "too-many") return refused(`At most ${result.max} messages can be decided about at once. Go back and tick fewer.`);
  revalidatePath(`/${slug}`, "layout");
  const why = Array.from(result.refused, ([obstacle, count]) => explain(obstacle, count)).join(" ");
  if (result.changed === 0) return refused(`Nothing changed. ${why}`);
  return { ...untouched, values: { told: `${result.changed === 1 ? one : `${result.changed} ${many}`} ${done} ${why}`.trim() } };
}

function explain(obstacle: Obstacle, count: number): string {
  const [it, is] = count === 1 ? ["1 message", "is"] : [`${count} messages`, "are"];
  switch (obstacle) {
    case "looked-for":
      return `${it} ${is} still being looked for: wait for the last look, or take ${count === 1 ? "it" : "them"} for sent.`;
    case "settled":
      return `${it} ${is} decided already: a report came meanwhile, or somebody else pressed first.`;
    case "expired":
      return `${it} ${is} too late to be sent: the time of the campaign is over. Assume sent closes the matter.`;
    case "cancelled":
      return `${it} ${is} of a campaign that was cancelled. Assume sent closes the matter.`;
    case "opted-out":
      return `${it} ${is} for somebody who has opted out since. Assume sent closes the matter.`;
    case "gone":
      return `${it} ${is} not in this account.`;
  }
}
