"use client";
/** When a page outside the accounts fails. */
import { Brand } from "#components/frame/brand.tsx";
import { Failure } from "#components/frame/failure.tsx";
import { LonePage } from "#components/frame/section.tsx";

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <LonePage brand={<Brand />}>
      <Failure reference={error.digest} retry={reset} />
    </LonePage>
  );
}
