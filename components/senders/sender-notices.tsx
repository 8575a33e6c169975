/** Why a sender does not send, where it does not. */
import { Notice } from "#components/ui/notice.tsx";
import type { SenderStatus } from "#lib/domain/states.ts";

type StoppedSender = { status: SenderStatus; offlineReason: string | null; holdReason: string | null };

const NOT_ONLINE: Record<Exclude<SenderStatus, "online">, string> = {
  offline: "Twilio says that this sender is offline",
  pending: "This sender is still being set up",
  draft: "This sender was never finished",
  gone: "Twilio no longer has this sender",
};

export function SenderNotices({ sender }: { sender: StoppedSender }) {
  const { status } = sender;
  return (
    <>
      {sender.holdReason !== null && (
        <Notice tone="danger" title="Nothing leaves from this sender: it is on hold">
          {sender.holdReason} What is queued waits here. An admin can let it send again.
        </Notice>
      )}
      {status !== "online" && (
        <Notice tone={status === "offline" ? "danger" : "warning"} title={NOT_ONLINE[status]}>
          {sender.offlineReason ?? "Twilio’s console shows what it is waiting for. The status is read again from there."}
        </Notice>
      )}
    </>
  );
}
