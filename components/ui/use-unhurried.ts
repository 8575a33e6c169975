/** Whether to show that something is under way: not before 200 ms, since most is done by then, and then for at least 400 ms, since a flash only disturbs. */
import { useEffect, useRef, useState } from "react";

export const SHOWN_AFTER_MS = 200;
export const SHOWN_FOR_MS = 400;

export function useUnhurried(busy: boolean): boolean {
  const [shown, setShown] = useState(false);
  const shownAt = useRef(0);
  useEffect(() => {
    if (busy === shown) return;
    const wait = busy ? SHOWN_AFTER_MS : Math.max(0, shownAt.current + SHOWN_FOR_MS - performance.now());
    const timer = setTimeout(() => {
      shownAt.current = performance.now();
      setShown(busy);
    }, wait);
    return () => clearTimeout(timer);
  }, [busy, shown]);
  return shown;
}
