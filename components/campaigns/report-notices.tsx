/** What a person has to know about a campaign under way: what stopped, and what nobody can tell. */
import { TextWithCode } from "#components/help/text-with-code.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import type { CampaignState, SenderStatus } from "#lib/domain/states.ts";
import { CAMPAIGN_LOOK } from "./campaign-look.tsx";

export type NoticedSender = { id: string; name: string; status: SenderStatus; holdReason: string | null; offlineReason: string | null };

type ReportNoticesProps = { account: string; campaignId: string; state: CampaignState; /** Why it is held, or null. */ holdReason: string | null; senders: NoticedSender[]; waiting: number; unknown: number; unknownHref: string; expired: number };

export function ReportNotices({ account, campaignId, state, holdReason, senders, waiting, unknown, unknownHref, expired }: ReportNoticesProps) {
  const held = waiting > 0 ? senders.filter((sender) => sender.holdReason !== null) : [];
  const offline = waiting > 0 ? senders.filter((sender) => sender.holdReason === null && sender.status !== "online") : [];
  if (state !== "held" && held.length + offline.length === 0 && unknown === 0 && expired === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {state === "held" && (
        <Notice tone="danger" title="This campaign stopped itself">
          {holdReason !== null && <TextWithCode text={holdReason} />} {CAMPAIGN_LOOK.held.meaning}
        </Notice>
      )}
      {held.map((sender) => (
        <Notice key={sender.id} tone="danger" title={`${sender.name} is on hold: nothing of this campaign leaves from it`} action={<SenderLink account={account} id={sender.id} />}>
          {sender.holdReason !== null && <TextWithCode text={sender.holdReason} />}
        </Notice>
      ))}
      {offline.map((sender) => (
        <Notice key={sender.id} tone="warning" title={`Twilio says that ${sender.name} is ${sender.status}: it may refuse what is sent from it`} action={<SenderLink account={account} id={sender.id} />}>
          {sender.offlineReason}
        </Notice>
      ))}
      {unknown > 0 && (
        <Notice tone="unknown" title={`We cannot tell whether ${formatNumber(unknown)} ${unknown === 1 ? "was" : "were"} sent`} action={<TextLink href={unknownHref}>Show {unknown === 1 ? "it" : "them"}</TextLink>}>
          They are never sent again by themselves. A late report from Twilio can still say what became of them. <TextLink href={`/${account}/attention?campaign=${campaignId}`}>See what was tried, and decide</TextLink>
        </Notice>
      )}
      {expired > 0 && (
        <Notice tone="warning" title={`${formatNumber(expired)} ${expired === 1 ? "was" : "were"} not sent in time`}>
          Their turn came too late to be wanted. They were not sent.
        </Notice>
      )}
    </div>
  );
}

function SenderLink({ account, id }: { account: string; id: string }) {
  return (
    <ButtonLink size="small" href={`/${account}/senders/${id}`}>
      Go to the sender
    </ButtonLink>
  );
}
