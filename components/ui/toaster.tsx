"use client";
/** Where toasts appear. A toast that reports a failure stays until it is closed. */
import { Toaster as SonnerToaster } from "sonner";
import { Mark } from "./mark.tsx";
import { TOLD_MS } from "./tell.ts";

/** More than these cover the page; older ones wait behind them. */
const SHOWN_MAX = 3;

export function Toaster() {
  return (
    <SonnerToaster
      position="bottom-right"
      gap={8}
      expand
      visibleToasts={SHOWN_MAX}
      duration={TOLD_MS}
      containerAriaLabel="What just happened"
      icons={{ error: <Mark name="bang" className="text-danger" /> }}
      offset={{ bottom: 16, right: 16 }}
      mobileOffset={{ bottom: 76 }}
      toastOptions={{
        unstyled: true,
        closeButton: true,
        closeButtonAriaLabel: "Close",
        classNames: {
          toast: "relative flex w-full items-start gap-3 sm:w-[356px] rounded-panel border border-line bg-raised py-3 pr-10 pl-4 pointer-coarse:pr-12 font-sans text-small text-ink shadow-float",
          content: "min-w-0 flex-1",
          title: "font-strong wrap-anywhere",
          description: "text-ink-soft",
          error: "border-danger!",
          actionButton: "shrink-0 cursor-pointer rounded-mark px-1 font-strong text-accent underline decoration-transparent underline-offset-2 hover:decoration-current pointer-coarse:-my-2.5 pointer-coarse:min-h-10",
          closeButton: "absolute! top-2.5! right-2! left-auto! size-6 transform-none! pointer-coarse:top-1! pointer-coarse:right-1! pointer-coarse:size-9 rounded-mark! border-0! bg-transparent! text-ink-soft! hover:bg-sunken!",
          icon: "mt-1 shrink-0",
        },
      }}
    />
  );
}
