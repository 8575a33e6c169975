/** The playbook: what to do, question by question, with links to where it is done. */
import type { Metadata } from "next";
import { AnswerGroups, type AnswerAccount } from "#components/help/answer-list.tsx";
import { HELP } from "#components/help/help-paths.ts";
import { HelpTabs } from "#components/help/help-tabs.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chips.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { requirePerson } from "#lib/auth/require-right.ts";
import { addressOf, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { accountsHere } from "../accounts-here.ts";
import { groupsAbout } from "../answers/answers.ts";

export const metadata: Metadata = { title: "Playbook" };

export default async function PlaybookPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePerson();
  const asked = await searchParams;
  const text = searchText(asked.q);
  const accounts = await accountsHere(asked.account);
  const groups = groupsAbout(text);
  const account = typeof asked.account === "string" && accounts[0]?.slug === asked.account ? asked.account : null;
  return (
    <IndexPage
      title="Playbook"
      summary="What people ask about WhatsApp campaigns over Twilio, and what to do. Each answer leads to the place where it is acted on."
      tabs={<HelpTabs current="playbook" />}
      bar={<Filters text={text} account={account} accounts={accounts} />}
    >
      <div className="pt-4">
        {groups.length > 0 ? (
          <AnswerGroups groups={groups} accounts={accounts} />
        ) : (
          <Empty kind="nothing-matches" title="No answer matches" action={<ButtonLink href={addressOf(HELP.playbook, { account })}>Show all answers</ButtonLink>}>
            No question or answer has “{text}” in it. An error code is found among the error codes.
          </Empty>
        )}
      </div>
    </IndexPage>
  );
}

type FiltersProps = { text: string; account: string | null; accounts: AnswerAccount[] };

/** What is searched for, and which account the links lead into. */
function Filters({ text, account, accounts }: FiltersProps) {
  const [chosen] = accounts;
  const byName = accounts.toSorted((one, other) => one.name.localeCompare(other.name, "en"));
  return (
    <FilterBar label="Answers">
      <SearchBox path={HELP.playbook} label="Question contains" value={text} clearHref={addressOf(HELP.playbook, { account })} kept={account === null ? {} : { account }} className="sm:w-64" />
      {chosen && accounts.length > 1 && (
        <FilterChip
          label="Links lead to"
          value={account === null ? null : chosen.name}
          clearHref={addressOf(HELP.playbook, { q: text })}
          options={byName.map(({ slug, name }) => ({ href: addressOf(HELP.playbook, { q: text, account: slug }), label: name, current: slug === chosen.slug }))}
        />
      )}
    </FilterBar>
  );
}
