/** How many contacts there are, and the way to further ones. */
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";

type ContactFootProps = {
  shown: number;
  /** Whether the page ends because enough people were looked at. */
  cutShort: boolean;
  /** `more` when there are others, or may be. */
  count: { found: number; more: boolean };
  ways: { previousHref: string | null; nextHref: string | null };
};

export function ContactFoot({ shown, cutShort, count, ways }: ContactFootProps) {
  const { found, more } = count;
  return (
    <Pagination {...ways}>
      {cutShort ? "More may follow: the next page goes on looking." : `${formatNumber(shown)} of ${more ? (found > shown ? "more than " : "at least ") : ""}${formatNumber(Math.max(found, shown))} ${found === 1 ? "contact" : "contacts"}`}
    </Pagination>
  );
}
