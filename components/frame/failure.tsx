"use client";
/** A page that failed: what happened, what to tell whoever looks after the machine, and the ways on. */
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button, ButtonLink } from "#components/ui/button.tsx";

/** `reference` is what the server wrote into its log beside the failure; it is missing when the failure was the browser’s. */
export function Failure({ reference, retry }: { reference: string | undefined; retry: () => void }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const tryAgain = () =>
    start(() => {
      router.refresh();
      retry();
    });
  return (
    <div role="alert" className="flex max-w-[60ch] flex-col items-start gap-3">
      <h1 className="text-title font-strong">This page could not be shown</h1>
      <p className="text-ink-soft">
        Something failed while it was put together. Nothing was changed, and what is being sent goes on being sent: the sending runs apart from these pages.
      </p>
      {reference && (
        <p className="text-ink-soft">
          If it stays so, give this reference to whoever looks after this installation. It stands in the log: <code className="font-mono text-ink">{reference}</code>
        </p>
      )}
      <div className="mt-1 flex flex-wrap gap-2">
        <Button variant="primary" pending={pending} onClick={tryAgain}>
          Try again
        </Button>
        <ButtonLink href="/">Go to the overview</ButtonLink>
      </div>
    </div>
  );
}
