"use client";
/** Heeds the keys of the console and opens the palette or the sheet of shortcuts; neither comes with the page itself. */
import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { FrameRights, PaletteAccount } from "./palette-commands.ts";
import { intentOf, type Intent } from "./shortcuts.ts";

const fetchPalette = () => import("./palette.tsx");
const Palette = lazy(async () => ({ default: (await fetchPalette()).Palette }));
const ShortcutSheet = lazy(async () => ({ default: (await import("./shortcut-sheet.tsx")).ShortcutSheet }));

/** After G, the letter of a place may follow for so long. */
const LEADER_MS = 1_200;
/** A page that never rests does not keep the palette away for ever. */
const FETCH_WITHIN_MS = 3_000;

type FrameKeysProps = { account: PaletteAccount; accounts: PaletteAccount[]; may: FrameRights };
type Open = "palette" | "sheet" | null;

export function FrameKeys({ account, accounts, may }: FrameKeysProps) {
  const router = useRouter();
  const [open, setOpen] = useState<Open>(null);
  const obey = useCallback(
    (intent: Intent) => {
      if (intent.kind === "go") router.push(`/${account.slug}/${intent.path}`);
      else if (intent.kind === "sheet") setOpen("sheet");
      else if (intent.kind === "palette") setOpen((before) => (before === "palette" ? null : "palette"));
      else if (intent.kind === "search" && !focusSearch()) setOpen("palette");
    },
    [router, account.slug],
  );
  useKeys(obey);
  usePaletteAtHand();
  useOpeners(setOpen);
  useFocusBack(open !== null);
  const begun = useEarlyTyping(open === "palette");
  const close = () => setOpen(null);
  return (
    <Suspense>
      {open === "palette" && <Palette account={account} accounts={accounts} may={may} begun={begun} onClose={close} />}
      {open === "sheet" && <ShortcutSheet onClose={close} />}
    </Suspense>
  );
}

function useKeys(obey: (intent: Intent) => void): void {
  const leaderAt = useRef(-Infinity);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const pressed = { key: event.key, mod: event.metaKey || event.ctrlKey, alt: event.altKey, shift: event.shiftKey, typing: isTyping(event.target), layered: isLayered() };
      const intent = intentOf(pressed, performance.now() - leaderAt.current < LEADER_MS);
      leaderAt.current = intent?.kind === "leader" ? performance.now() : -Infinity;
      if (intent === null || intent.kind === "leader") return;
      event.preventDefault();
      obey(intent);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [obey]);
}

/** Fetched once the page has come to rest, so that whoever types right after the shortcut loses no letter. */
function usePaletteAtHand(): void {
  useEffect(() => {
    const fetchIt = () => void fetchPalette();
    if (!("requestIdleCallback" in window)) return fetchIt();
    const idle = requestIdleCallback(fetchIt, { timeout: FETCH_WITHIN_MS });
    return () => cancelIdleCallback(idle);
  }, []);
}

/** Anything marked `data-opens` opens here; until the script is there, it is the link that it also is. */
function useOpeners(setOpen: (open: Open) => void): void {
  useEffect(() => {
    const press = (event: MouseEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0 || !(event.target instanceof Element)) return;
      const opens = event.target.closest("[data-opens]")?.getAttribute("data-opens");
      if (opens !== "palette" && opens !== "sheet") return;
      event.preventDefault();
      setOpen(opens);
    };
    // Before the router's own links hear of it.
    document.addEventListener("click", press, { capture: true });
    return () => document.removeEventListener("click", press, { capture: true });
  }, [setOpen]);
}

/** Whoever knows the palette types on at once: what comes before it has the focus is kept for it. Returns what was typed so far. */
function useEarlyTyping(open: boolean): () => string {
  const begun = useRef("");
  useEffect(() => {
    if (!open) return;
    begun.current = "";
    const press = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || event.metaKey || event.ctrlKey || event.altKey || event.isComposing || document.activeElement?.hasAttribute("data-palette")) return;
      event.preventDefault();
      event.stopPropagation();
      begun.current += event.key;
    };
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  }, [open]);
  return useCallback(() => begun.current, []);
}

/** What had the focus before something opened gets it back: nothing here has a button of its own that could. */
function useFocusBack(open: boolean): void {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (!open) return;
    // The palette is fetched first, so the focus is still where it was.
    before.current = document.activeElement;
    return () => {
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    };
  }, [open]);
}

function focusSearch(): boolean {
  const box = document.querySelector("main [data-search]");
  if (!(box instanceof HTMLInputElement)) return false;
  box.focus();
  box.select();
  return true;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "file"].includes(target.type));
}

function isLayered(): boolean {
  return document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"], [role="alertdialog"]') !== null;
}
