"use client";
/** Keeps a page that is changing up to date. Rests while the tab is hidden, and says so when the connection is gone. */
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState, useTransition } from "react";
import { Button } from "./button.tsx";
import { probeConnection, waitBefore } from "./live-refresh-pace.ts";
import { Mark } from "./mark.tsx";

const FAILURES_MAX = 20;

export type LiveRefreshProps = {
  /** Whether anything can still change. */
  active: boolean;
  everyMs?: number;
};

export function LiveRefresh({ active, everyMs = 2_000 }: LiveRefreshProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [failures, setFailures] = useState(0);
  const visible = useVisibility();
  const tryNow = useCallback(async () => {
    const reached = await probeConnection();
    setFailures((count) => (reached ? 0 : count + 1));
    if (reached) startTransition(() => router.refresh());
  }, [router]);

  const running = active && visible && !pending && failures < FAILURES_MAX;
  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(tryNow, waitBefore(failures, everyMs));
    return () => clearTimeout(timer);
  }, [running, failures, everyMs, tryNow]);

  return (
    <div role="status" className="absolute">
      {active && failures > 0 && <ConnectionLost gaveUp={failures >= FAILURES_MAX} onRetry={tryNow} />}
    </div>
  );
}

function ConnectionLost({ gaveUp, onRetry }: { gaveUp: boolean; onRetry: () => void }) {
  return (
    <div className="fixed inset-x-3 bottom-20 z-30 mx-auto flex w-fit items-center gap-3 rounded-panel border border-warning bg-raised px-4 py-2.5 shadow-float sm:bottom-4">
      <Mark name="bang" className="text-warning" />
      {gaveUp ? "Connection lost. These numbers have stopped." : "Connection lost, trying again…"}
      <Button size="small" onClick={onRetry}>
        Try now
      </Button>
    </div>
  );
}

function useVisibility(): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === "visible");
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return visible;
}
