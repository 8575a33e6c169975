/** Every state of every union, with its word, mark and tone. */
import { CAMPAIGN_LOOK } from "#components/campaigns/campaign-look.tsx";
import { DELIVERY_LOOK, SENDING_LOOK, SUPPRESSION_SENTENCE } from "#components/campaigns/delivery-look.tsx";
import { IMPORT_LOOK } from "#components/audience/import-look.tsx";
import { AccountKindChip } from "#components/frame/account-kind.tsx";
import { Section } from "#components/frame/section.tsx";
import { QualityBadge, SENDER_LOOK, SenderBadge } from "#components/senders/sender-look.tsx";
import { TEMPLATE_LOOK } from "#components/templates/template-look.tsx";
import { Badge, type Look } from "#components/ui/badge.tsx";

const TABLES: Record<string, Record<string, Look & { meaning?: string }>> = { Campaigns: CAMPAIGN_LOOK, "What was done with a message": SENDING_LOOK, "What Twilio says of it": DELIVERY_LOOK, Templates: TEMPLATE_LOOK, Senders: SENDER_LOOK, Imports: IMPORT_LOOK };

export function Looks() {
  return (
    <>
      <Section title="Accounts">
        <div className="flex gap-2">
          <AccountKindChip kind="live" />
          <AccountKindChip kind="sandbox" />
        </div>
      </Section>
      <div className="grid gap-8 lg:grid-cols-2">
        {Object.entries(TABLES).map(([title, looks]) => (
          <Section key={title} title={title}>
            <dl className="divide-y divide-line">
              {Object.entries(looks).map(([state, look]) => (
                <div key={state} className="grid min-h-9 grid-cols-[160px_1fr] items-center gap-4 py-1.5">
                  <dt>
                    <Badge look={look} />
                  </dt>
                  <dd className="text-ink-soft">{look.meaning}</dd>
                </div>
              ))}
            </dl>
          </Section>
        ))}
        <Section title="Quality">
          <div className="flex flex-wrap gap-4">
            <QualityBadge quality="HIGH" />
            <QualityBadge quality="yellow" />
            <QualityBadge quality="low" />
            <QualityBadge quality={null} />
            <SenderBadge status="online" held quiet />
          </div>
        </Section>
        <Section title="Why somebody gets none">
          <ul className="flex flex-col gap-2">
            {Object.values(SUPPRESSION_SENTENCE).map((reason) => (
              <li key={reason.label}>
                <span className="font-strong">{reason.label}.</span> {reason.sentence}
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}
