/** Says on every page that nothing is being sent, why, and what to do. */
import Link from "next/link";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Mark } from "#components/ui/mark.tsx";
import type { EngineHalt } from "#lib/domain/engine-halt.ts";

const LOOK_AGAIN_MS = 5_000;

export function EngineBar({ account, halt }: { account: string; halt: EngineHalt }) {
  return (
    <div role="status" className="mx-auto mb-5 flex max-w-[1280px] items-start gap-2.5 rounded-control border border-danger bg-danger-soft px-3 py-2.5 text-danger-ink">
      <Mark name="hand" className="mt-1 shrink-0 text-danger" />
      {halt === "no-worker" ? (
        <span>
          <strong className="font-strong">Nothing is being sent:</strong> no worker is running. What is queued waits; whoever looks after this installation starts one with <code className="font-mono">npm run worker</code>.
        </span>
      ) : (
        <span>
          <strong className="font-strong">Nothing is being sent:</strong> every sender of this account is held. <Link href={`/${account}/senders`} className="font-strong underline underline-offset-2">See why</Link>
        </span>
      )}
      <LiveRefresh active everyMs={LOOK_AGAIN_MS} />
    </div>
  );
}
