/** Why a sender does not send, where it does not. */
import { TextWithCode } from "#components/help/text-with-code.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import type { SenderStatus } from "#lib/domain/states.ts";
import type { OfflineReason } from "#lib/domain/sync-change.ts";
import { reasonWords } from "#lib/domain/offline-reason.ts";
import { qualityIn } from "#lib/domain/sender-quality.ts";

type StoppedSender = { status: SenderStatus; quality: string | null; offlineReason: string | null; offlineReasons: OfflineReason[]; holdReason: string | null; restsUntil: Date | null; restReason: string | null };

const NOT_ONLINE: Record<Exclude<SenderStatus, "online">, string> = {
  offline: "Twilio says that this sender is offline",
  pending: "This sender is still being set up",
  draft: "This sender was never finished",
  gone: "Twilio no longer has this sender",
};

const NEXT: Record<Exclude<SenderStatus, "online">, string> = {
  offline: "Twilio gives no reason. Its console may show one.",
  pending: "Twilio’s console shows what it is waiting for. The status is read again from there.",
  draft: "It is finished in Twilio’s console. The status is read again from there.",
  gone: "Somebody removed it there. It is kept here for what was sent from it; should Twilio have it again, it can send again at the rate it had.",
};

export function SenderNotices({ sender }: { sender: StoppedSender }) {
  const { status } = sender;
  return (
    <>
      {sender.holdReason !== null && (
        <Notice tone="danger" title="Nothing leaves from this sender: it is on hold">
          <TextWithCode text={sender.holdReason} /> What is queued waits here. An admin can let it send again.
        </Notice>
      )}
      {sender.restsUntil !== null && (
        <Notice
          tone="warning"
          title={
            <>
              This sender rests until <AbsoluteTime at={sender.restsUntil} form="short" />
            </>
          }
        >
          {sender.restReason !== null && <TextWithCode text={sender.restReason} />} What is queued waits. Then one message goes first, and the others follow when it is taken. An admin can end the rest now.
        </Notice>
      )}
      {status !== "online" && (
        <Notice tone={status === "offline" || status === "gone" ? "danger" : "warning"} title={NOT_ONLINE[status]}>
          {status === "offline" && sender.offlineReasons.length > 0 ? <Reasons reasons={sender.offlineReasons} /> : ((status === "gone" ? null : sender.offlineReason) ?? NEXT[status])}
        </Notice>
      )}
      {status === "online" && sender.quality !== null && qualityIn(sender.quality) === "low" && (
        <Notice tone="warning" title="WhatsApp rates this number low: too many people blocked or reported it">
          While that is so, its messaging limit does not grow. Write to fewer people, and only to those who expect it.
        </Notice>
      )}
    </>
  );
}

function Reasons({ reasons }: { reasons: OfflineReason[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {reasons.map(({ code, message }, place) => (
        <li key={place}>
          {reasonWords(code) ?? message}
          {code !== null && ` (${code})`}
          {reasonWords(code) !== null && message !== "" && <span className="text-ink-soft"> Twilio’s words: {message}</span>}
        </li>
      ))}
    </ul>
  );
}
