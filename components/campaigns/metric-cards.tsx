/** The numbers of a campaign, each with what it is a part of and the way to the people behind it. None is ever added to another. */
import Link from "next/link";
import { formatNumber, formatShare } from "#components/ui/number-format.ts";
import { figureClass } from "#components/ui/number-text.tsx";
import { failedOf, reachedPhoneOf, type CampaignTotals } from "#lib/domain/campaign-numbers.ts";

type Metric = { label: string; value: number; href: string } & ({ share: { whole: number; of: string } } | { note: string });

type MetricCardsProps = { totals: CampaignTotals; hrefOf: (view: "all" | "accepted" | "delivered" | "read" | "failed" | "unknown" | "rejected") => string };

export function MetricCards({ totals, hrefOf }: MetricCardsProps) {
  const reached = reachedPhoneOf(totals);
  const { audience, queued, accepted } = totals;
  const metrics: Metric[] = [
    { label: "In the audience", value: audience, note: `${formatNumber(queued)} to send to`, href: hrefOf("all") },
    { label: "Accepted by Twilio", value: accepted, share: { whole: queued, of: "to send" }, href: hrefOf("accepted") },
    { label: "Delivered", value: reached, share: { whole: accepted, of: "accepted" }, href: hrefOf("delivered") },
    { label: "Read", value: totals.read, share: { whole: reached, of: "delivered" }, href: hrefOf("read") },
    { label: "Failed", value: failedOf(totals), share: { whole: accepted, of: "accepted" }, href: hrefOf("failed") },
    { label: "Unknown", value: totals.unknown, share: { whole: queued, of: "to send" }, href: hrefOf("unknown") },
    ...(totals.rejected > 0 ? [{ label: "Refused by Twilio", value: totals.rejected, share: { whole: queued, of: "to send" }, href: hrefOf("rejected") }] : []),
  ];
  return (
    <ul aria-label="Numbers" className="grid grid-cols-2 gap-x-6 gap-y-5 border-y border-line py-4 sm:grid-cols-[repeat(auto-fit,minmax(136px,1fr))]">
      {metrics.map((metric) => (
        <li key={metric.label} className="min-w-0">
          <MetricCard metric={metric} />
        </li>
      ))}
    </ul>
  );
}

function MetricCard({ metric }: { metric: Metric }) {
  const text = formatNumber(metric.value);
  return (
    <div role="group" aria-label={metric.label}>
      <p className="truncate text-ink-soft">{metric.label}</p>
      <p className={figureClass(text)}>
        <Link href={metric.href} className="text-ink no-underline hover:underline hover:decoration-line hover:underline-offset-4">
          {text}
        </Link>
      </p>
      <p className="text-ink-soft">{"note" in metric ? metric.note : <Share value={metric.value} {...metric.share} />}</p>
    </div>
  );
}

function Share({ value, whole, of }: { value: number; whole: number; of: string }) {
  return (
    <>
      <span className="text-ink">{formatShare(value, whole) ?? "–"}</span> of {formatNumber(whole)} {of}
    </>
  );
}
