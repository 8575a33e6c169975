"use client";
/** When a page of an account fails: the frame stays, the reference is the one in the log, and there are two ways on. */
import { Failure } from "#components/frame/failure.tsx";

export default function AccountError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <Failure reference={error.digest} retry={reset} />;
}
