"use client";
/** Where toasts appear. A toast that reports a failure stays until it is closed. */
import { Toaster as SonnerToaster } from "sonner";
import { Mark } from "./mark.tsx";

export function Toaster() {
  return (
    <SonnerToaster
      position="bottom-right"
      gap={8}
      icons={{ error: <Mark name="bang" className="text-danger" /> }}
      offset={{ bottom: 16, right: 16 }}
      mobileOffset={{ bottom: 76 }}
      toastOptions={{
        unstyled: true,
        closeButton: true,
        classNames: {
          toast: "relative flex w-full items-start gap-2 rounded-panel border border-line bg-raised py-3 pr-9 pl-4 font-sans text-small text-ink shadow-float",
          title: "font-strong",
          description: "text-ink-soft",
          error: "border-danger!",
          actionButton: "ml-auto shrink-0 cursor-pointer font-strong text-accent hover:underline",
          closeButton: "absolute! top-2.5 right-2.5! left-auto! size-5 transform-none! rounded-mark! border-0! bg-transparent! text-ink-soft! hover:bg-sunken!",
          icon: "mt-1 shrink-0",
        },
      }}
    />
  );
}
