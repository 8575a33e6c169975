/** What is known of a sender, one line each. */
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { AccountKind, SenderStatus } from "#lib/domain/states.ts";
import { rateInWords } from "#lib/domain/sender-rate.ts";
import { QualityBadge, SENDER_LOOK } from "./sender-look.tsx";

type KnownSender = { status: SenderStatus; quality: string | null; messagingLimit: string | null; mps: number | null; syncedAt: Date };

export function SenderFacts({ sender, kind, showRate }: { sender: KnownSender; kind: AccountKind; showRate: boolean }) {
  const facts = [
    { name: "Status at Twilio", value: SENDER_LOOK[sender.status].label },
    { name: "Quality", value: <QualityBadge quality={sender.quality} quiet /> },
    { name: "Messaging limit", value: sender.messagingLimit ?? (kind === "sandbox" ? "Joined members only" : "Not known") },
    ...(showRate ? [{ name: "Configured rate", value: sender.mps === null ? "Not set" : rateInWords(sender.mps) }] : []),
    { name: "Read from Twilio", value: <RelativeTime at={sender.syncedAt} /> },
  ];
  return <KeyValueList facts={facts} className="border-y border-line" />;
}
