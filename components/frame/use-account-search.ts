"use client";
/** Asks the server what an account has under a typed text, a moment after the typing rests. */
import { useEffect, useState } from "react";
import { FOUND_KINDS, type Found } from "./finding.ts";

/** Below this there is nothing worth asking for. */
const LENGTH_MIN = 2;
const REST_MS = 120;
const TIMEOUT_MS = 8_000;

export type AccountSearch = { kind: "idle" | "waiting" | "done" | "failed"; found: Found[] };

const IDLE: AccountSearch = { kind: "idle", found: [] };

/** While waiting, what was found before stays in place. */
export function useAccountSearch(account: string, typed: string): AccountSearch {
  const text = typed.trim();
  const [answer, setAnswer] = useState<AccountSearch & { for: string }>({ ...IDLE, for: "" });
  useEffect(() => {
    if (text.length < LENGTH_MIN) return;
    const over = new AbortController();
    const timer = setTimeout(() => {
      ask(account, text, over.signal).then(
        (found) => setAnswer({ kind: "done", found, for: text }),
        () => !over.signal.aborted && setAnswer({ kind: "failed", found: [], for: text }),
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [account, text]);
  if (text.length < LENGTH_MIN) return IDLE;
  return answer.for === text ? answer : { kind: "waiting", found: answer.found };
}

async function ask(account: string, text: string, signal: AbortSignal): Promise<Found[]> {
  const response = await fetch(`/api/${account}/search?q=${encodeURIComponent(text)}`, { signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
  if (!response.ok) throw new Error(`The search answered ${response.status}.`);
  const body: unknown = await response.json();
  return typeof body === "object" && body !== null && "found" in body && Array.isArray(body.found) ? body.found.filter(isFound) : [];
}

function isFound(value: unknown): value is Found {
  return typeof value === "object" && value !== null && "kind" in value && FOUND_KINDS.some((kind) => kind === value.kind) && "id" in value && "title" in value && "detail" in value;
}
