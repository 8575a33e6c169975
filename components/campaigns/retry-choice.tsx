/** Whether those whom Meta's limit on marketing kept it from are tried again: asked where everything else is seen before a launch. */
import { Section } from "#components/frame/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { Switch } from "#components/ui/switch.tsx";
import { CAMPAIGN_LIFE_HOURS } from "#lib/domain/campaign-rules.ts";
import { MARKETING_RETRY_HOURS, RETRIES_MAX } from "#lib/domain/retry-rule.ts";
import { KeepAsChosen } from "./keep-as-chosen.tsx";

const DAYS = (CAMPAIGN_LIFE_HOURS + MARKETING_RETRY_HOURS) / 24;

export function RetryChoice({ account, campaign, chosen, keep }: { account: string; campaign: string; chosen: boolean; keep: FormAction }) {
  return (
    <Section title="If Meta’s marketing limit stops a message">
      <KeepAsChosen keep={keep}>
        <ActionForm action={keep} hidden={{ account, campaign }} aria-label="Tries after Meta’s marketing limit">
          <Switch
            name="retry"
            label="Try again those who were not reached because of Meta’s marketing limit"
            help={`Up to ${RETRIES_MAX["marketing-cap"]} times, a day apart at the least, until ${DAYS} days after the launch. The campaign stays open as long as somebody waits. Leave it off for what is of no use days later.`}
            defaultChecked={chosen}
          />
          <noscript>
            <Button type="submit">Keep this choice</Button>
          </noscript>
        </ActionForm>
      </KeepAsChosen>
    </Section>
  );
}
