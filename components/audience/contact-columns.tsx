/** The columns of the list of contacts. */
import type { Column } from "#components/ui/data-table.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { countryName } from "#lib/domain/country-name.ts";
import { StandingBadge, standingOf } from "./contact-look.tsx";

export type ContactRow = { id: string; phone: string; name: string; country: string | null; consentAt: Date | null; optedOutAt: Date | null; createdAt: Date };

type ContactColumnsProps = {
  /** Whether whole numbers may be seen. */
  wholeNumbers: boolean;
  /** Keys of the columns that the list can be sorted by now. */
  sortable: readonly string[];
};

export const CONTACT_SORTABLE = ["name", "added"] as const;

export function contactColumns({ wholeNumbers, sortable }: ContactColumnsProps): Column<ContactRow>[] {
  const columns: Column<ContactRow>[] = [
    { key: "name", name: "Name", cell: ({ name }) => (name ? <bdi>{name}</bdi> : <span className="text-ink-faint">No name</span>), text: ({ name }) => name },
    { key: "number", name: "Number", cell: ({ phone }) => <Phone number={phone} masked={!wholeNumbers} /> },
    { key: "country", name: "Country", cell: ({ country }) => (country ? countryName(country) : <Nothing />), narrow: "hide" },
    { key: "standing", name: "May be written to", cell: (contact) => <StandingBadge standing={standingOf(contact)} quiet />, narrow: "aside", essential: true },
    { key: "consent", name: "Consent", cell: ({ consentAt }) => (consentAt ? <RelativeTime at={consentAt} /> : <Nothing />) },
    { key: "opted-out", name: "Opted out", cell: ({ optedOutAt }) => (optedOutAt ? <RelativeTime at={optedOutAt} /> : <Nothing />), extra: true },
    { key: "added", name: "Added", cell: ({ createdAt }) => <RelativeTime at={createdAt} />, orders: ["oldest first", "newest first"], numeric: true },
  ];
  return columns.map((column) => ({ ...column, sortable: column.key !== undefined && sortable.includes(column.key) }));
}

function Nothing() {
  return (
    <span data-nothing className="text-ink-faint">
      None
    </span>
  );
}
