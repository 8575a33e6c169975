/** Where an admin sets how fast a sender sends. */
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { ActionForm } from "#components/ui/form.tsx";
import { NumberInput } from "#components/ui/inputs.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import type { AccountKind } from "#lib/domain/states.ts";
import { DEFAULT_MPS, rateShown, TEXT_MPS_MAX } from "#lib/domain/sender-rate.ts";

type SenderRateFormProps = { account: { slug: string; kind: AccountKind }; senderId: string; mps: number; action: FormAction };

export function SenderRateForm({ account, senderId, mps, action }: SenderRateFormProps) {
  return (
    <ActionForm action={action} hidden={{ account: account.slug, sender: senderId, seen: String(mps) }} values={{ mps: rateShown(mps) }} className="gap-3!">
      <Field name="mps" label="Configured rate" help={HELP[account.kind]}>
        <NumberInput unit="per s" decimals />
      </Field>
      <SubmitButton variant="secondary" className="self-start">
        Set the rate
      </SubmitButton>
    </ActionForm>
  );
}

const HELP: Record<AccountKind, string> = {
  live: `Twilio gives each sender ${DEFAULT_MPS} per second, and up to ${TEXT_MPS_MAX} for text on request. Media never goes above ${DEFAULT_MPS}. A change counts within a second, also in the middle of a campaign.`,
  sandbox: "The sandbox takes one message in three seconds: 0.33 per second.",
};
