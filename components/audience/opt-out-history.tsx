/** When somebody asked to be left alone, and when they came back. */
import { AbsoluteTime } from "#components/ui/time.tsx";

export type OptOutHistoryProps = { entries: { reason: string; source: string; at: Date; liftedAt: Date | null }[] };

const SOURCES = new Map([
  ["inbound", "wrote it to a sender"],
  ["person", "noted in the console"],
  ["callback", "reported by WhatsApp"],
]);
const REASONS = new Map([
  ["stop-word", "Sent a stop word"],
  ["meta-63033", "Stopped marketing in WhatsApp"],
  ["meta-63050", "Stopped marketing in WhatsApp"],
  ["twilio-21610", "Opted out at Twilio"],
  ["twilio-30630", "Opted out at Twilio"],
]);

export function OptOutHistory({ entries }: OptOutHistoryProps) {
  if (entries.length === 0) return <p className="border-y border-line py-4 text-ink-soft">Never opted out.</p>;
  return (
    <ol className="divide-y divide-line border-y border-line">
      {entries.map((entry) => (
        <li key={entry.at.getTime()} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2.5">
          <span className="min-w-0 wrap-anywhere">
            <span className="font-strong">{REASONS.get(entry.reason) ?? entry.reason}</span> <span className="text-ink-soft">({SOURCES.get(entry.source) ?? entry.source})</span>
          </span>
          <span className="text-ink-soft">
            <AbsoluteTime at={entry.at} />
            {entry.liftedAt && (
              <>
                {" "}
                until <AbsoluteTime at={entry.liftedAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
