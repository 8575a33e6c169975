/** The people of the account: who they are, and whether they may be written to. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AudienceTabs } from "#components/audience/audience-tabs.tsx";
import { BulkOptOut } from "#components/audience/bulk-opt-out.tsx";
import { CONTACT_SORTABLE, contactColumns } from "#components/audience/contact-columns.tsx";
import { ContactFilters } from "#components/audience/contact-filters.tsx";
import { ContactFoot } from "#components/audience/contact-foot.tsx";
import { FirstImport } from "#components/audience/first-import.tsx";
import { NobodyFound } from "#components/audience/nobody-found.tsx";
import { SandboxNotice } from "#components/audience/sandbox-notice.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { neighboursByKey } from "#lib/forms/cursor-param.ts";
import type { SearchParams } from "#lib/forms/search-params.ts";
import { liftOptOutOfChosen, optOutChosen } from "../actions.ts";
import { readContacts } from "./read-contacts.ts";

export const metadata: Metadata = { title: "Audience" };

type ContactsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function ContactsPage({ params, searchParams }: ContactsPageProps) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const wholeNumbers = rights.has("numbers.see");
  const canImport = rights.has("audience.change");
  const path = `/${account.slug}/audience`;
  const { asked, crowd, order, page, count, lists, listName, narrowed } = await readContacts({ accountId: account.id, path, search: await searchParams, wholeNumbers });
  const { filter, view, addresses, kept } = asked;
  const ways = neighboursByKey(page, path, kept);
  const nothingHere = page.rows.length === 0 && !page.cutShort;
  // Whoever stood on the last page may be gone.
  if (asked.cursor !== null && nothingHere && page.before === null) redirect(addresses.filtered({}));
  const nobody = nothingHere && !narrowed;
  const inACrowd = filter.text !== "" && crowd;
  const columns = contactColumns({ wholeNumbers, sortable: order.by === "number" ? [] : inACrowd ? ["name"] : CONTACT_SORTABLE });
  const search = { ...filter, listName, crowd, wholeNumbers };
  return (
    <IndexPage
      title="Audience"
      tabs={<AudienceTabs account={account.slug} current="contacts" />}
      primary={canImport && !nobody && <ButtonLink variant="primary" href={`${path}/imports/new`}>Import contacts</ButtonLink>}
      notice={account.kind === "sandbox" && <SandboxNotice />}
      bar={!nobody && <ContactFilters path={path} addresses={addresses} filter={filter} listName={listName} lists={lists} searchLabel={`${wholeNumbers ? "Name or number" : "Name"} ${crowd ? "begins with" : "contains"}`} columns={columns} hidden={view.hidden} />}
      foot={!nothingHere && <ContactFoot shown={page.rows.length} cutShort={page.cutShort} count={count} ways={ways} />}
    >
      {nobody ? (
        <FirstImport account={account.slug} canAct={canImport} />
      ) : (
        <DataTable
          label="Contacts"
          columns={columns}
          rows={page.rows}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `${path}/contacts/${id}`}
          sorting={{ sort: order, hrefOf: addresses.sorted }}
          hidden={view.hidden}
          selection={
            rights.has("opt-out.change") && page.rows.length > 0
              ? { form: "chosen-contacts", name: "ids", noun: ["contact", "contacts"], label: ({ name, phone }) => name || phone, actions: <BulkOptOut account={account.slug} form="chosen-contacts" optOut={optOutChosen} lift={liftOptOutOfChosen} /> }
              : undefined
          }
          empty={<NobodyFound {...search} cutShort={page.cutShort} nextHref={ways.nextHref} clearHref={addresses.unfiltered} />}
        />
      )}
    </IndexPage>
  );
}
