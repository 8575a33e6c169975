/** The people of the account: who they are, and whether they may be written to. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AudienceTabs } from "#components/audience/audience-tabs.tsx";
import { ContactFilters } from "#components/audience/contact-filters.tsx";
import { StandingBadge, standingOf } from "#components/audience/contact-look.tsx";
import { FirstImport } from "#components/audience/first-import.tsx";
import { SandboxNotice } from "#components/audience/sandbox-notice.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/connection.ts";
import { CONTACT_COUNT_MAX, CONTACT_KEY, type ContactFilter, type ContactRow, countContacts, listContacts } from "#lib/db/contacts.ts";
import { type ListName, listListNames } from "#lib/db/contact-lists.ts";
import { countryName } from "#lib/domain/country-name.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { roleIncludes } from "#lib/domain/states.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import { addressOf, searchText, type SearchParams } from "#lib/forms/search-params.ts";

export const metadata: Metadata = { title: "Audience" };

type ContactsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function ContactsPage({ params, searchParams }: ContactsPageProps) {
  const { account, role } = await requireRole((await params).account, "analyst");
  const asked = await searchParams;
  const canAct = roleIncludes(role, "marketer");
  const filter = filterFrom(asked, account.id, canAct);
  const db = pool();
  const cursor = cursorIn(asked, CONTACT_KEY);
  const [page, found, lists] = await Promise.all([listContacts(db, { ...filter, cursor }), countContacts(db, filter), listListNames(db, account.id)]);
  const path = `/${account.slug}/audience`;
  const narrowed = filter.text !== "" || filter.listId !== null || filter.optedOut;
  // Whoever stood on the last page may be gone.
  if (cursor !== null && page.rows.length === 0) redirect(addressOf(path, addressed(filter)));
  const nobody = page.rows.length === 0 && !narrowed;
  return (
    <IndexPage
        title="Audience"
        tabs={<AudienceTabs account={account.slug} current="contacts" />}
        primary={
          canAct &&
          !nobody && (
            <ButtonLink variant="primary" href={`${path}/imports/new`}>
              Import contacts
            </ButtonLink>
          )
        }
        notice={account.kind === "sandbox" && <SandboxNotice />}
        bar={!nobody && <ContactFilters path={path} search={filter.text} listId={filter.listId} optedOut={filter.optedOut} lists={lists} numbers={canAct} />}
        foot={
          page.rows.length > 0 && (
            <Pagination {...neighboursByKey(page, path, addressed(filter))}>
              {page.rows.length} of {found > CONTACT_COUNT_MAX ? `more than ${formatNumber(CONTACT_COUNT_MAX)}` : formatNumber(found)} {found === 1 ? "contact" : "contacts"}
            </Pagination>
          )
        }
      >
      {nobody ? (
        <FirstImport account={account.slug} canAct={canAct} />
      ) : (
          <DataTable label="Contacts" columns={columnsFor(canAct)} rows={page.rows} rowKey={({ id }) => id} rowHref={({ id }) => `${path}/contacts/${id}`} empty={<NobodyFound path={path} filter={filter} lists={lists} />} />
      )}
    </IndexPage>
  );
}

function filterFrom(asked: SearchParams, accountId: string, wholeNumbers: boolean): ContactFilter {
  return { accountId, text: searchText(asked.q), listId: isUuid(asked.list) ? asked.list : null, optedOut: asked["opted-out"] === "yes", wholeNumbers };
}

/** The filter as the address holds it. */
function addressed(filter: ContactFilter) {
  return { q: filter.text, list: filter.listId, "opted-out": filter.optedOut ? "yes" : null };
}

function columnsFor(wholeNumbers: boolean): Column<ContactRow>[] {
  return [
    { name: "Name", cell: ({ name }) => name || <span className="text-ink-faint">No name</span> },
    { name: "Number", cell: ({ phone }) => <Phone number={phone} masked={!wholeNumbers} /> },
    { name: "Country", cell: ({ country }) => (country ? countryName(country) : <span className="text-ink-faint">None</span>), narrow: "hide" },
    { name: "May be written to", cell: (contact) => <StandingBadge standing={standingOf(contact)} quiet />, narrow: "aside" },
    { name: "Consent", cell: ({ consentAt }) => (consentAt ? <RelativeTime at={consentAt} /> : <span data-nothing className="text-ink-faint">None</span>) },
  ];
}

function NobodyFound({ path, filter, lists }: { path: string; filter: ContactFilter; lists: ListName[] }) {
  const list = lists.find(({ id }) => id === filter.listId);
  const parts = [filter.text !== "" && `“${filter.text}” in their name${filter.wholeNumbers ? " or number" : ""}`, filter.listId !== null && `a place on ${list ? `“${list.name}”` : "this list"}`, filter.optedOut && "an opt-out"];
  return (
    <Empty kind="nothing-matches" title="No contact matches" action={<ButtonLink href={path}>Show every contact</ButtonLink>}>
      Nobody has {parts.filter((part) => part !== false).join(" and ")}.
    </Empty>
  );
}
