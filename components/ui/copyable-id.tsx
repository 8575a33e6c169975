"use client";
/** An id in monospace that a press copies. */
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { tellFailure } from "./tell.ts";

const SHOWN_MS = 1_500;

export function CopyableId({ id, what = "id", short = false }: { id: string; what?: string; short?: boolean }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    navigator.clipboard.writeText(id).then(
      () => setCopied(true),
      () => tellFailure("The browser did not allow copying. Select the text and copy it by hand."),
    );
  };
  return (
    <button type="button" onClick={copy} title={id} className="relative z-10 inline-flex max-w-full cursor-pointer items-center gap-1.5 rounded-mark font-mono text-ink hover:text-accent [&_svg]:size-3.5 [&_svg]:shrink-0">
      <span className="sr-only">Copy {what} </span>
      <span className="truncate">{short && id.length > 14 ? `${id.slice(0, 6)}…${id.slice(-4)}` : id}</span>
      {copied ? <Check className="text-success" /> : <Copy className="text-ink-faint" />}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
}
