/** Everything of the account that has the typed letters in its name: what the command palette finds, as a page. */
import type { Metadata } from "next";
import { FOUND_KINDS, FOUND_LABEL, placeOf, type Found, type FoundKind } from "#components/frame/finding.ts";
import { PageHeader } from "#components/frame/page-header.tsx";
import { SearchBox } from "#components/frame/search-box.tsx";
import { Section } from "#components/frame/section.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { findAll, SEARCH_LENGTH_MIN } from "./find-all.ts";

/** Of each kind; whoever needs more types more. */
const EACH = 25;

export const metadata: Metadata = { title: "Search" };

type SearchPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function SearchPage({ params, searchParams }: SearchPageProps) {
  const access = await requireRight((await params).account, "account.see");
  const text = searchText((await searchParams).q);
  const found = await findAll(access, text, EACH);
  const { slug } = access.account;
  return (
    <>
      <PageHeader title="Search" summary={`In ${access.account.name}, and in the help.`} />
      <SearchBox action={`/${slug}/search`} label="Campaign, contact, list, template, sender or error code" text={text} />
      {found.length === 0 && <Nothing text={text} />}
      {FOUND_KINDS.map((kind) => (
        <FoundSection key={kind} kind={kind} found={found.filter((one) => one.kind === kind)} account={slug} />
      ))}
    </>
  );
}

function FoundSection({ kind, found, account }: { kind: FoundKind; found: Found[]; account: string }) {
  if (found.length === 0) return null;
  return (
    <Section title={FOUND_LABEL[kind]} summary={found.length === EACH ? `The first ${EACH}. Type more to narrow them down.` : undefined}>
      <ul className="divide-y divide-line border-y border-line">
        {found.map((one) => (
          <li key={one.id} className="flex min-h-10 items-center justify-between gap-6 py-1.5">
            <TextLink href={placeOf(account, one)} className="min-w-0 truncate">
              <bdi>{one.title}</bdi>
            </TextLink>
            <span className="shrink-0 text-ink-soft">{one.detail}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Nothing({ text }: { text: string }) {
  if (text.length < SEARCH_LENGTH_MIN)
    return (
      <Empty kind="nothing-matches" title="Type at least two characters">
        Campaigns, lists, templates and senders are found by any part of their name; contacts by how their name or number begins; help by an error code or a word.
      </Empty>
    );
  return (
    <Empty kind="nothing-matches" title={`Nothing is called “${text}”`}>
      Contacts are found by how their name begins, and by the first digits of their number with its country code.
    </Empty>
  );
}
