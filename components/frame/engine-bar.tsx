/** Says on every page that nothing is being sent, why, and what to do. */
import type { ReactNode } from "react";
import Link from "next/link";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Mark } from "#components/ui/mark.tsx";
import type { EngineHalt } from "#lib/domain/engine-halt.ts";

const LOOK_AGAIN_MS = 5_000;

export function EngineBar({ account, halt, reason }: { account: string; halt: EngineHalt; reason: string | null }) {
  return (
    <div role="status" className="mx-auto mb-5 flex max-w-[1280px] items-start gap-2.5 rounded-control border border-danger bg-danger-soft px-3 py-2.5 text-danger-ink">
      <Mark name="hand" className="mt-1 shrink-0 text-danger" />
      <span>
        <strong className="font-strong">Nothing is being sent:</strong> <Why account={account} halt={halt} reason={reason} />
      </span>
      <LiveRefresh active everyMs={LOOK_AGAIN_MS} />
    </div>
  );
}

function Why({ account, halt, reason }: { account: string; halt: EngineHalt; reason: string | null }) {
  switch (halt) {
    case "engine-held":
      return (
        <>
          {reason} An admin looks at what was sent and <SendersLink account={account}>lets it send again</SendersLink>.
        </>
      );
    case "stopped":
      return (
        <>
          somebody stopped every sender of this account. An admin <SendersLink account={account}>lets them go</SendersLink>.
        </>
      );
    case "no-worker":
      return (
        <>
          no worker is running. What is queued waits; whoever looks after this installation starts one with <code className="font-mono">npm run worker</code>.
        </>
      );
    case "all-held":
      return (
        <>
          every sender of this account is held. <SendersLink account={account}>See why</SendersLink>
        </>
      );
  }
}

function SendersLink({ account, children }: { account: string; children: ReactNode }) {
  return (
    <Link href={`/${account}/senders`} className="font-strong underline underline-offset-2">
      {children}
    </Link>
  );
}
