/** Everybody behind the numbers of a campaign, a page at a time. */
import { Section } from "#components/frame/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import type { CampaignTotals } from "#lib/domain/campaign-numbers.ts";
import type { SuppressionReason } from "#lib/domain/states.ts";
import { SUPPRESSION_SENTENCE } from "./delivery-look.tsx";
import { countOfView, RecipientFilter, VIEW_NAME, type RecipientView } from "./recipient-filter.tsx";
import { RecipientTable, type RecipientRow } from "./recipient-table.tsx";

type RecipientSectionProps = {
  totals: CampaignTotals;
  asked: { view: RecipientView; reason: SuppressionReason | null; cursor: unknown };
  page: { rows: RecipientRow[]; cutShort: boolean };
  showNumbers: boolean;
  manySenders: boolean;
  hrefOf: (view: RecipientView) => string;
  ways: { previousHref: string | null; nextHref: string | null };
};

export function RecipientSection({ totals, asked, page, showNumbers, manySenders, hrefOf, ways }: RecipientSectionProps) {
  const whole = countOfView(totals, asked.view);
  const here = (href: string | null) => (href === null ? null : `${href}#recipients`);
  return (
    <div id="recipients" className="scroll-mt-12">
      <Section title="Recipients" summary={asked.reason ? `Left out: ${SUPPRESSION_SENTENCE[asked.reason].label.toLowerCase()}.` : showNumbers ? undefined : "Numbers are masked for your role."}>
        <RecipientFilter totals={totals} current={asked.view} hrefOf={hrefOf} />
        <RecipientTable recipients={page.rows} showNumbers={showNumbers} manySenders={manySenders} empty={<NobodyHere asked={asked} cutShort={page.cutShort} hrefOf={hrefOf} />} />
        <Pagination previousHref={here(ways.previousHref)} nextHref={here(ways.nextHref)}>
          {page.cutShort ? "More may follow: the next page goes on looking." : `${formatNumber(page.rows.length)} of ${formatNumber(whole)}`}
        </Pagination>
      </Section>
    </div>
  );
}

function NobodyHere({ asked, cutShort, hrefOf }: Pick<RecipientSectionProps, "asked" | "hrefOf"> & { cutShort: boolean }) {
  if (cutShort) return <Empty kind="waiting" title="Nobody in this part of the list">The campaign is large, so it is looked through in parts. Go to the next one.</Empty>;
  return (
    <Empty kind="nothing-matches" title={asked.cursor === null ? `Nobody is under “${VIEW_NAME[asked.view]}”` : "There is no such page"} action={asked.view !== "all" && <ButtonLink href={hrefOf("all")}>Show everybody</ButtonLink>} />
  );
}
