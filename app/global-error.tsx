"use client";
/** When even the outermost page fails: the same words, without anything that could fail again. */
import { Brand } from "#components/frame/brand.tsx";
import { LonePage } from "#components/frame/section.tsx";
import { Button } from "#components/ui/button.tsx";
import "./globals.css";

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <LonePage brand={<Brand />}>
          <h1 className="text-title font-strong">Drumbeat could not be shown</h1>
          <p className="mt-2 text-ink-soft">Nothing was changed, and what is being sent goes on being sent: the sending runs apart from these pages.</p>
          {error.digest && (
            <p className="mt-2 text-ink-soft">
              The reference in the log: <code className="font-mono text-ink">{error.digest}</code>
            </p>
          )}
          {/* A form, because only a whole new page helps here. */}
          <form action="/" className="mt-5">
            <Button type="submit" variant="primary">
              Load it again
            </Button>
          </form>
        </LonePage>
      </body>
    </html>
  );
}
