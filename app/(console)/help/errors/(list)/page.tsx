/** The catalogue of Twilio's error codes: found by code or word, by what Drumbeat does, and by what they are about. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ERROR_COLUMNS, ErrorFilters } from "#components/help/error-columns.tsx";
import { errorPath, HELP } from "#components/help/help-paths.ts";
import { HelpTabs } from "#components/help/help-tabs.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { TwilioList } from "#components/help/twilio-list.tsx";
import { currentMemberships, requirePerson } from "#lib/auth/require-right.ts";
import { ERROR_LIST_BYTES_MAX } from "#lib/commands/import-error-codes.ts";
import { pool } from "#lib/db/connection.ts";
import { findErrorCodeImport } from "#lib/db/imported-error-codes.ts";
import { ERROR_FAMILIES } from "#lib/domain/error-codes.ts";
import { REACTION_KINDS } from "#lib/domain/reaction.ts";
import { rightsOf } from "#lib/domain/rights.ts";
import { addressOf, neighbours, oneOf, pageNumber, rangeShown, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { Part } from "../../../part.tsx";
import { removeList } from "../actions.ts";
import { filterErrors } from "../find-errors.ts";

export const metadata: Metadata = { title: "Error codes" };

const PAGE_SIZE = 25;

export default async function ErrorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePerson();
  const asked = await searchParams;
  const filter = { text: searchText(asked.q), reaction: oneOf(asked.reaction, REACTION_KINDS), family: oneOf(asked.family, ERROR_FAMILIES) };
  const filters = { q: filter.text, reaction: filter.reaction, family: filter.family };
  const hrefOf = (changes: Record<string, string | null>) => addressOf(HELP.errors, { ...filters, ...changes });
  const page = pageNumber(asked.page);
  const found = await filterErrors(filter);
  const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  if (page > 1 && shown.length === 0) redirect(hrefOf({}));
  const pages = { total: found.length, size: PAGE_SIZE };
  return (
    <>
      <IndexPage
        title="Error codes"
        summary="What each code of Twilio means, where it comes from, what to do, and what Drumbeat does by itself. Those about WhatsApp come first."
        tabs={<HelpTabs current="errors" />}
        bar={<ErrorFilters path={HELP.errors} filter={filter} hrefOf={hrefOf} />}
        foot={
          found.length > 0 && (
            <Pagination {...neighbours(page, pages, (other) => addressOf(HELP.errors, { ...filters, page: other }))}>
              {rangeShown(page, { ...pages, shown: shown.length })} {found.length === 1 ? "code" : "codes"}
            </Pagination>
          )
        }
      >
        <DataTable label="Error codes" columns={ERROR_COLUMNS} rows={shown} rowKey={({ code }) => String(code)} rowHref={({ code }) => errorPath(code)} empty={<NoCodeMatches text={filter.text} />} />
      </IndexPage>
      <OwnList asked={asked} />
    </>
  );
}

/** Twilio's own list, and for whoever may change it the way to bring it in. */
async function OwnList({ asked }: { asked: SearchParams }) {
  const adminOf = (await currentMemberships()).find(({ role, withheld }) => rightsOf(role, withheld).has("catalogue.change"))?.account.slug ?? null;
  return (
    <Part what="Twilio’s own list" read={() => findErrorCodeImport(pool())}>
      {(imported) => <TwilioList imported={imported} adminOf={adminOf} result={resultIn(asked)} bytesMax={ERROR_LIST_BYTES_MAX} remove={removeList} />}
    </Part>
  );
}

/** What the address says of an import that has just ended. */
function resultIn({ taken, wrong }: SearchParams): { taken: number; wrong: number } | null {
  const isCount = (value: unknown): value is string => typeof value === "string" && /^\d{1,5}$/.test(value);
  return isCount(taken) && isCount(wrong) ? { taken: Number(taken), wrong: Number(wrong) } : null;
}

function NoCodeMatches({ text }: { text: string }) {
  const code = /^[1-9]\d{4,5}$/.test(text) ? Number(text) : null;
  return (
    <Empty
      kind="nothing-matches"
      title="No error code matches"
      action={
        <>
          {code !== null && <ButtonLink href={errorPath(code)}>What to do about {code}</ButtonLink>}
          <ButtonLink href={HELP.errors}>Show all error codes</ButtonLink>
        </>
      }
    >
      {text === "" ? "No code is of both kinds." : `No code begins with “${text}”, and none that fits the filters speaks of it.`}
    </Empty>
  );
}
