/** The table with everything that it can do, over ten thousand rows, fifty at a time. */
import { revalidatePath } from "next/cache";
import { Section } from "#components/frame/section.tsx";
import { Badge, type Look } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { ColumnChoice } from "#components/ui/column-choice.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { FilterBar, FilterChip, FilterForm } from "#components/ui/filter-chips.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { Money } from "#components/ui/money.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { NumberText } from "#components/ui/number-text.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { FilterBarSkeleton, Loading, TableSkeleton } from "#components/ui/skeleton.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { countryName } from "#lib/domain/country-name.ts";
import { pageOf } from "#lib/domain/keyset.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import { oneOf, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { shapeOf, tableAddresses, tableViewIn, viewParameters, type TableAddresses } from "#lib/forms/table-view.ts";
import { COUNTRIES, fetchFrom, findPeople, type PersonFilter, type PersonRow } from "./table-rows.ts";

const PATH = "/gallery";
const PAGE_SIZE = 50;

const LOOK: Record<PersonRow["standing"], Look> = {
  allowed: { label: "Allowed", tone: "success", mark: "check" },
  "no-consent": { label: "No consent", tone: "warning", mark: "bang" },
  "opted-out": { label: "Opted out", tone: "neutral", mark: "slash" },
};
const STANDINGS = ["allowed", "no-consent", "opted-out"] as const;

const COLUMNS: Column<PersonRow>[] = [
  { key: "name", name: "Name", cell: ({ name }) => <bdi>{name}</bdi>, text: ({ name }) => name, sortable: true, essential: true },
  { key: "number", name: "Number", cell: ({ phone, country }) => <Phone number={phone} country={country} /> },
  { key: "standing", name: "May be written to", cell: ({ standing }) => <Badge quiet look={LOOK[standing]} />, narrow: "aside" },
  { key: "messages", name: "Messages", cell: ({ messages }) => <NumberText value={messages} />, numeric: true, sortable: true },
  { key: "spent", name: "Spent", cell: ({ spent }) => <Money amount={{ decimal: spent, currency: "USD" }} decimals={4} estimated />, numeric: true, sortable: true },
  { key: "joined", name: "Joined", cell: ({ joinedAt }) => <RelativeTime at={joinedAt} />, numeric: true, sortable: true, orders: ["earliest first", "latest first"] },
  { key: "city", name: "City", cell: ({ city }) => city, sortable: true, extra: true },
  { key: "note", name: "Note", cell: ({ note }) => note || <span data-nothing className="text-ink-faint">–</span>, extra: true },
];
const SHAPE = shapeOf(COLUMNS, "-joined");

async function addToList(form: FormData): Promise<void> {
  "use server";
  console.info("gallery: chosen", form.getAll("ids").length);
  revalidatePath(PATH);
}

export function TableRoom({ search }: { search: SearchParams }) {
  const filter: PersonFilter = { text: searchText(search.q), standing: oneOf(search.standing, STANDINGS), country: oneOf(search.country, COUNTRIES) };
  const filters = { room: "table", q: filter.text, standing: filter.standing, country: filter.country };
  const cursor = cursorIn(search, /^p\d{5}$/);
  const view = tableViewIn(search, SHAPE);
  const addresses = tableAddresses({ path: PATH, shape: SHAPE, view, filters, place: cursor ? { [cursor.direction]: cursor.key } : {} });
  const found = findPeople(filter, view.sort);
  const page = pageOf(fetchFrom(found, cursor, PAGE_SIZE), { size: PAGE_SIZE, cursor, keyOf: ({ id }) => id });
  return (
    <>
      <div className="flex flex-col gap-3">
        <Filters filter={filter} addresses={addresses} hidden={view.hidden} />
        <DataTable
          label="Contacts"
          columns={COLUMNS}
          rows={page.rows}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `${PATH}?room=table#${id}`}
          sorting={{ sort: view.sort, hrefOf: addresses.sorted }}
          hidden={view.hidden}
          selection={{ form: "chosen-contacts", name: "ids", noun: ["contact", "contacts"], label: ({ name }) => name, actions: <SubmitButton size="small" variant="secondary" formAction={addToList}>Add to a list</SubmitButton> }}
          empty={<Empty kind="nothing-matches" title="No contact matches" action={<ButtonLink href={addresses.filtered({ q: null, standing: null, country: null })}>Show every contact</ButtonLink>} />}
        />
        <Pagination {...neighboursByKey(page, PATH, { ...filters, ...viewParameters(view, SHAPE) })}>
          {page.rows.length} of {formatNumber(found.length)} contacts
        </Pagination>
      </div>
      <OtherShapes />
    </>
  );
}

function Filters({ filter, addresses, hidden }: { filter: PersonFilter; addresses: TableAddresses; hidden: string[] }) {
  const used = [filter.text !== "", filter.standing !== null, filter.country !== null].filter(Boolean).length;
  return (
    <FilterBar label="Contacts" clearHref={used > 1 ? addresses.filtered({ q: null, standing: null, country: null }) : null} columns={<ColumnChoice columns={COLUMNS} hidden={hidden} hrefOf={addresses.toggled} />}>
      <SearchBox path={PATH} label="Name" value={filter.text} clearHref={addresses.filtered({ q: null })} kept={addresses.kept(["q"])} />
      <FilterChip
        label="Standing"
        value={filter.standing && LOOK[filter.standing].label}
        clearHref={addresses.filtered({ standing: null })}
        options={STANDINGS.map((standing) => ({ href: addresses.filtered({ standing }), label: LOOK[standing].label, current: standing === filter.standing, count: 2_000 }))}
      />
      <FilterChip label="Country" value={filter.country && countryName(filter.country)} clearHref={addresses.filtered({ country: null })}>
        <FilterForm path={PATH} kept={addresses.kept(["country"])}>
          <Select name="country" aria-label="Country" defaultValue={filter.country ?? ""} placeholder="Every country" options={COUNTRIES.map((code) => ({ value: code, label: countryName(code) }))} />
        </FilterForm>
      </FilterChip>
    </FilterBar>
  );
}

function OtherShapes() {
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <Section title="Not there yet">
        <Loading what="contacts">
          <div className="flex flex-col gap-3">
            <FilterBarSkeleton />
            <TableSkeleton rows={4} columns={4} selection />
          </div>
        </Loading>
      </Section>
      <Section title="Nothing in it">
        <DataTable label="No contacts" columns={COLUMNS.slice(0, 4)} rows={[]} rowKey={({ id }) => id} empty={<Empty kind="waiting" title="The import is still being read">Contacts appear here within a minute.</Empty>} />
      </Section>
    </div>
  );
}
