/** The senders that share a campaign: those that cannot send say why. */
import { SenderBadge } from "#components/senders/sender-look.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { rateInWords } from "#lib/domain/sender-rate.ts";
import type { SenderStatus } from "#lib/domain/states.ts";

export type SenderOption = { id: string; name: string; phone: string; status: SenderStatus; holdReason: string | null; offlineReason: string | null; mps: number | null };

/** The form field of one sender. */
export const SENDER_FIELD = "sender.";

export function SenderChoices({ senders, chosen }: { senders: SenderOption[]; chosen: string[] }) {
  return (
    <ul aria-label="Senders" className="border-t border-line">
      {senders.map((sender) => (
        <li key={sender.id} className="flex flex-wrap items-start gap-x-4 border-b border-line px-3 py-2.5">
          <SenderTick sender={sender} chosen={chosen.includes(sender.id)} />
          <SenderBadge status={sender.status} held={sender.holdReason !== null} quiet />
          <span className="w-28 text-right text-ink-soft">{sender.mps === null ? "No rate set" : rateInWords(sender.mps)}</span>
        </li>
      ))}
    </ul>
  );
}

/** A sender that stopped after it was chosen can still be taken out. */
function SenderTick({ sender, chosen }: { sender: SenderOption; chosen: boolean }) {
  const why = sender.holdReason ?? (sender.status === "online" ? null : (sender.offlineReason ?? "Twilio says that it cannot send."));
  return (
    <Checkbox
      className="min-w-0 flex-1 basis-64"
      name={SENDER_FIELD + sender.id}
      value="yes"
      defaultChecked={chosen}
      disabled={(why !== null || sender.mps === null) && !chosen}
      label={
        <>
          <span className="font-strong">{sender.name}</span> <Phone number={sender.phone} masked={false} />
        </>
      }
      help={why}
    />
  );
}
