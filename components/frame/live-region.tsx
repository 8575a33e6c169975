"use client";
/** Reads out what changed, politely and not too often. */
import { useEffect, useRef, useState } from "react";

export function LiveRegion({ text, everyMs = 10_000 }: { text: string; everyMs?: number }) {
  const [said, setSaid] = useState("");
  const lastAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + everyMs - Date.now());
    const timer = setTimeout(() => {
      lastAt.current = Date.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, everyMs]);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
