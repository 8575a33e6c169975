/** How often a code was met of late, account by account, with the way to each report. */
import { Section } from "#components/frame/section.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";

type Use = { campaignId: string; name: string; launchedAt: Date; count: number };
type AccountUses = { account: { slug: string; name: string }; uses: Use[] };
type ErrorUsesProps = { accounts: AccountUses[]; days: number; /** Counting ends here. */ countedMax: number };

/** Of one account; the newest. */
const CAMPAIGNS_SHOWN = 10;

export function ErrorUses({ accounts, days, countedMax }: ErrorUsesProps) {
  return (
    <Section title="Where you met it" summary={`In campaigns that were launched in the last ${days} days, in the accounts that you may see.`}>
      {accounts.length === 0 && <p className="border-y border-line py-4 text-ink-soft">In none of them.</p>}
      <div className="flex flex-col gap-5">
        {accounts.map(({ account, uses }) => (
          <div key={account.slug}>
            <h3 className="mb-1.5 flex items-baseline justify-between gap-6">
              <bdi className="font-strong">{account.name}</bdi>
              <span className="text-ink-soft tabular-nums">{totalText(uses, countedMax)}</span>
            </h3>
            <Campaigns slug={account.slug} uses={uses.slice(0, CAMPAIGNS_SHOWN)} countedMax={countedMax} />
            {uses.length > CAMPAIGNS_SHOWN && <p className="pt-2 text-ink-soft">And {formatNumber(uses.length - CAMPAIGNS_SHOWN)} earlier campaigns.</p>}
          </div>
        ))}
      </div>
    </Section>
  );
}

function Campaigns({ slug, uses, countedMax }: { slug: string; uses: Use[]; countedMax: number }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {uses.map(({ campaignId, name, launchedAt, count }) => (
        <li key={campaignId} className="flex min-h-10 flex-wrap items-center justify-between gap-x-6 py-1.5">
          <TextLink href={`/${slug}/campaigns/${campaignId}`} className="min-w-0 wrap-anywhere">
            <bdi>{name}</bdi>
          </TextLink>
          <span className="flex items-baseline gap-4 text-ink-soft">
            <AbsoluteTime at={launchedAt} />
            <span className="min-w-20 text-right text-ink tabular-nums">{countText(count, countedMax)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function countText(count: number, countedMax: number): string {
  return count > countedMax ? `over ${formatNumber(countedMax)}` : `${formatNumber(count)} ${count === 1 ? "time" : "times"}`;
}

function totalText(uses: Use[], countedMax: number): string {
  const total = uses.reduce((sum, { count }) => sum + Math.min(count, countedMax), 0);
  return uses.some(({ count }) => count > countedMax) ? `over ${formatNumber(total)} times` : countText(total, Infinity);
}
