/** A search for contacts that finds nobody: says what was asked for, and how to go on. */
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import type { ContactStanding } from "#lib/domain/contact-standing.ts";
import { countryName } from "#lib/domain/country-name.ts";
import { STANDING_LOOK } from "./contact-look.tsx";

type NobodyFoundProps = {
  text: string;
  listId: string | null;
  listName: string | null;
  standing: ContactStanding | null;
  country: string | null;
  /** Whether there are so many people that names and numbers are searched by their beginning. */
  crowd: boolean;
  wholeNumbers: boolean;
  /** Whether only a part of them was looked at. */
  cutShort: boolean;
  nextHref: string | null;
  clearHref: string;
};

export function NobodyFound(search: NobodyFoundProps) {
  const { cutShort, nextHref, clearHref } = search;
  const all = <ButtonLink href={clearHref}>Show every contact</ButtonLink>;
  if (cutShort) {
    return (
      <Empty kind="waiting" title="Nobody in this part of the contacts" action={<>{nextHref && <ButtonLink variant="primary" href={nextHref}>Go on looking</ButtonLink>}{all}</>}>
        There are so many contacts that they are looked through in parts. This one has nobody with {wordsOf(search)}.
      </Empty>
    );
  }
  return (
    <Empty kind="nothing-matches" title="No contact matches" action={all}>
      Nobody is there with {wordsOf(search)}.{search.crowd && search.wholeNumbers && /\d/.test(search.text) && " A number is found by its beginning, with the country code."}
    </Empty>
  );
}

function wordsOf({ text, listId, listName, standing, country, crowd, wholeNumbers }: NobodyFoundProps): string {
  const what = wholeNumbers ? "a name or number" : "a name";
  const parts = [
    text !== "" && `${what} that ${crowd ? "begins with" : "contains"} “${text}”`,
    listId !== null && `a place on ${listName ? `the list “${listName}”` : "this list"}`,
    standing !== null && `the standing “${STANDING_LOOK[standing].label}”`,
    country !== null && `a number of ${countryName(country)}`,
  ];
  const said = parts.filter((part) => part !== false);
  return said.length < 2 ? said.join("") : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
}
