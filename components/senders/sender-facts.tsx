/** What is known of a sender, one line each. */
import { CopyableId } from "#components/ui/copyable-id.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { AccountKind, SenderStatus } from "#lib/domain/states.ts";
import { rateInWords } from "#lib/domain/sender-rate.ts";
import { MessagingLimit } from "./messaging-limit.tsx";
import { QualityBadge, SENDER_LOOK } from "./sender-look.tsx";

type KnownSender = { status: SenderStatus; quality: string | null; messagingLimit: string | null; mps: number | null; businessAccount: string | null; syncedAt: Date; goneAt: Date | null };

export function SenderFacts({ sender, kind, showRate }: { sender: KnownSender; kind: AccountKind; showRate: boolean }) {
  const facts = [
    { name: "Status at Twilio", value: SENDER_LOOK[sender.status].label },
    { name: "Quality", value: <QualityBadge quality={sender.quality} quiet /> },
    { name: "Messaging limit", value: sender.messagingLimit === null && kind === "sandbox" ? "Joined members only" : <MessagingLimit text={sender.messagingLimit} /> },
    ...(sender.businessAccount === null ? [] : [{ name: "WABA", value: <CopyableId id={sender.businessAccount} what="id of the WhatsApp Business Account" /> }]),
    ...(showRate ? [{ name: "Configured rate", value: sender.mps === null ? "Not set" : rateInWords(sender.mps) }] : []),
    { name: sender.goneAt ? "Gone" : "Last change", value: <RelativeTime at={sender.goneAt ?? sender.syncedAt} /> },
  ];
  return <KeyValueList facts={facts} className="border-y border-line" />;
}
