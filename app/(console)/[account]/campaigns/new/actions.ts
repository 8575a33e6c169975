"use server";
/** Starting a campaign. */
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { requireRight } from "#lib/auth/require-right.ts";
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { CAMPAIGN_NAME_LENGTH_MAX } from "#lib/domain/campaign-rules.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { addressOf } from "#lib/forms/search-params.ts";
import { parseForm, textField, type FormState } from "#lib/forms/form-state.ts";

const NewForm = z.object({
  name: z.string().trim().min(1, "Type a name, so that your team finds it again.").max(CAMPAIGN_NAME_LENGTH_MAX, `Use at most ${CAMPAIGN_NAME_LENGTH_MAX} characters.`),
  template: z.string().refine(isUuid).optional(),
});

export async function create(_previous: FormState, form: FormData): Promise<FormState> {
  const { person, account } = await requireRight(textField(form, "account"), "campaign.compose");
  const parsed = parseForm(NewForm, form);
  if (!parsed.ok) return parsed.state;

  const { name, template = null } = parsed.input;
  const id = await createCampaign(person.id, { accountId: account.id, name });
  revalidatePath(`/${account.slug}/campaigns`);
  return redirect(addressOf(`/${account.slug}/campaigns/${id}/compose/template`, { template }));
}
