"use client";
/** Keeps a page that is changing up to date, once for all parts that ask for it. Rests while the tab is hidden, and says so when the connection is gone. */
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useTransition, type RefObject } from "react";
import { Button } from "./button.tsx";
import { probeConnection, waitBefore } from "./live-refresh-pace.ts";
import { Mark } from "./mark.tsx";
import { useTurn } from "./use-turn.ts";

const FAILURES_MAX = 20;
/** So long after the last press somebody may press again, as who types does. */
const CALM_MS = 500;
/** Whoever presses without end still gets the news. */
const HELD_BACK_MAX_MS = 5_000;
const PRESSES = ["keydown", "pointerdown"] as const;

export type LiveRefreshProps = {
  /** Whether anything can still change. */
  active: boolean;
  everyMs?: number;
};

export function LiveRefresh({ active, everyMs = 2_000 }: LiveRefreshProps) {
  const router = useRouter();
  const asks = useTurn(active, everyMs);
  const [pending, startTransition] = useTransition();
  const [failures, setFailures] = useState(0);
  const visible = useVisibility();
  const tryNow = useCallback(async () => {
    const reached = await probeConnection();
    setFailures((count) => (reached ? 0 : count + 1));
    if (reached) startTransition(() => router.refresh());
  }, [router]);

  const pressedAt = useLastPress();
  const running = asks && visible && !pending && failures < FAILURES_MAX;
  useEffect(() => {
    if (!running) return;
    const due = performance.now() + waitBefore(failures, everyMs);
    let timer = setTimeout(whenCalm, due - performance.now());
    // What a person does goes first: drawing a page anew between two of their letters would make them wait.
    function whenCalm() {
      const now = performance.now();
      const rest = Math.min(pressedAt.current + CALM_MS, due + HELD_BACK_MAX_MS) - now;
      if (rest > 0) timer = setTimeout(whenCalm, rest);
      else void tryNow();
    }
    return () => clearTimeout(timer);
  }, [running, failures, everyMs, tryNow, pressedAt]);

  return (
    <div role="status" className="absolute">
      {asks && failures > 0 && <ConnectionLost gaveUp={failures >= FAILURES_MAX} onRetry={tryNow} />}
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

/** When a key or a button was pressed last, by the page's own clock. */
function useLastPress(): RefObject<number> {
  const pressedAt = useRef(-Infinity);
  useEffect(() => {
    const press = () => (pressedAt.current = performance.now());
    for (const kind of PRESSES) document.addEventListener(kind, press, { capture: true, passive: true });
    return () => PRESSES.forEach((kind) => document.removeEventListener(kind, press, { capture: true }));
  }, []);
  return pressedAt;
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
