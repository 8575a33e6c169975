/** Every sender with what it achieves against what it is set to. */
import Link from "next/link";
import { SenderBadge } from "#components/senders/sender-look.tsx";
import { SenderRateText } from "#components/senders/sender-rate-text.tsx";
import type { SenderStatus } from "#lib/domain/states.ts";

export type RatedSender = { id: string; name: string; status: SenderStatus; holdReason: string | null; mps: number | null; achieved: number };

export function SenderRates({ account, senders }: { account: string; senders: RatedSender[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {senders.map((sender) => (
        <li key={sender.id} className="group relative py-2.5">
          <div className="flex items-center justify-between gap-3">
            <Link href={`/${account}/senders/${sender.id}`} className="min-w-0 truncate font-strong text-ink no-underline after:absolute after:inset-0 group-hover:text-accent">
              {sender.name}
            </Link>
            {stopped(sender) ? <SenderBadge status={sender.status} held={sender.holdReason !== null} quiet /> : <SenderRateText achieved={sender.achieved} mps={sender.mps} />}
          </div>
          <div aria-hidden="true" className="ticks mt-1.5 h-1.5 bg-line">
            <div className="h-full bg-chart-1 transition-[width] duration-500 ease-settle" style={{ width: `${shareOf(sender) * 100}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function stopped(sender: RatedSender): boolean {
  return sender.holdReason !== null || sender.status !== "online";
}

function shareOf({ achieved, mps }: RatedSender): number {
  return mps ? Math.min(1, achieved / mps) : 0;
}
