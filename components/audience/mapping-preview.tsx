/** How the first lines of a file would be read. */
import { Mark } from "#components/ui/mark.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import type { ImportPreview, PreviewRow } from "#lib/domain/import-preview.ts";

export function MappingPreview({ preview, reading }: { preview: ImportPreview; reading: boolean }) {
  return (
    <section aria-label="How the file would be read" aria-busy={reading} className={reading ? "opacity-60 transition-opacity delay-200" : undefined}>
      <h2 className="text-body font-strong">How the file would be read</h2>
      <p role="status" className="mb-3 text-ink-soft">
        {summaryOf(preview)}
      </p>
      {preview.rows.length > 0 && (
        <ol className="divide-y divide-line border-y border-line">
          {preview.rows.map((row) => (
            <PreviewLine key={row.line} row={row} />
          ))}
        </ol>
      )}
      <Problems preview={preview} />
      <Advice preview={preview} />
    </section>
  );
}

function PreviewLine({ row }: { row: PreviewRow }) {
  return (
    <li className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 py-2">
      <span className="text-ink-soft">Line {formatNumber(row.line)}</span>
      <span className="min-w-0">
        <span className="block truncate font-mono">
          {row.written.trim() === "" ? <span className="font-sans text-ink-faint">No number</span> : row.written}
          {row.problem === null && row.phone !== row.written && <span> → {row.phone}</span>}
        </span>
        {row.problem === null ? (
          <span className="block truncate text-ink-soft">{[row.name || "No name", consentOf(row)].join(" · ")}</span>
        ) : (
          <span className="flex items-start gap-1.5 text-danger-ink">
            <Mark name="cross" className="mt-1 shrink-0 text-danger" />
            {row.problem}
          </span>
        )}
      </span>
    </li>
  );
}

function consentOf({ consentAt, consentSource }: PreviewRow): string {
  if (!consentAt) return "no consent";
  return `agreed ${consentAt.slice(0, 10)}${consentSource ? `, ${consentSource}` : ""}`;
}

function summaryOf({ rows, lines, taken }: ImportPreview): string {
  if (rows.length === 0) return "Choose which column holds the WhatsApp numbers.";
  const start = `Of the first ${lines === 1 ? "line" : `${formatNumber(lines)} lines`}, ${formatNumber(taken)} would be taken`;
  return lines === taken ? `${start}.` : `${start} and ${formatNumber(lines - taken)} not.`;
}

function Problems({ preview: { problems } }: { preview: ImportPreview }) {
  if (problems.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="cursor-pointer font-strong">Why lines would not be taken</summary>
      <ul className="mt-2 flex flex-col gap-1.5 text-ink-soft">
        {problems.map(({ sentence, lines }) => (
          <li key={sentence} className="grid grid-cols-[40px_minmax(0,1fr)] gap-x-3">
            <span className="text-right">{formatNumber(lines)}</span>
            {sentence}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Advice({ preview: { rows, taken, withoutConsent } }: { preview: ImportPreview }) {
  if (rows.length === 0) return null;
  if (taken === 0) {
    return (
      <Notice tone="warning" title="None of these lines would be taken" className="mt-3">
        Look at which column holds the numbers, and at the country of numbers without a country code.
      </Notice>
    );
  }
  if (withoutConsent < taken) return null;
  return (
    <Notice tone="warning" title="No consent would be recorded" className="mt-3">
      No column gives a date that can be read in one way only, such as 2026-05-14. People without consent are left out of marketing campaigns.
    </Notice>
  );
}
