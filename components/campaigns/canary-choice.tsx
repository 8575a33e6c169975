/** Whether a few messages of each sender go out first: asked where everything else is seen before a launch. */
import { Section } from "#components/frame/section.tsx";
import { Field } from "#components/ui/field.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { NumberInput } from "#components/ui/inputs.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { CANARY_SIZE_MAX, CANARY_SUGGESTED, CANARY_SUGGESTED_FROM } from "#lib/domain/canary.ts";

type CanaryChoiceProps = { account: string; campaign: string; chosen: number | null; messages: number; keep: FormAction };

export function CanaryChoice({ account, campaign, chosen, messages, keep }: CanaryChoiceProps) {
  const suggested = messages >= CANARY_SUGGESTED_FROM ? ` For a campaign of this size, ${CANARY_SUGGESTED} are a good beginning.` : "";
  return (
    <Section title="First messages" summary={chosen === null ? "Everybody is written to at once." : `The first ${formatNumber(chosen)} of each sender go alone; the others wait for what becomes of them.`}>
      <ActionForm key={chosen ?? "none"} action={keep} hidden={{ account, campaign }} values={{ canary: chosen === null ? "" : String(chosen) }} aria-label="First messages">
        <Field
          name="canary"
          optional
          label="Messages of each sender that go first"
          help={`Once most of them are reported as delivered, everybody else is written to; when more than a fifth fail, the campaign stops and says why. At most ${formatNumber(CANARY_SIZE_MAX)}.${suggested}`}
        >
          <NumberInput unit="messages" />
        </Field>
        <div>
          <SubmitButton variant="secondary">Keep</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  );
}
