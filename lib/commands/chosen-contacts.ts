/** The contacts that somebody ticked: a page of them at most, whatever a form says. */
import { recordAudit } from "#lib/db/audit.ts";
import type { Tx } from "#lib/db/connection.ts";
import { CONTACT_KEY, listNumbers } from "#lib/db/contacts.ts";
import { CONTACT_PAGE_SIZE } from "#lib/db/list-contacts.ts";
import { spellingsOf } from "#lib/domain/same-address.ts";

export type ChosenContacts = { accountId: string; contactIds: string[] };

/** `changed` of the people that were found; the others were so already. */
export type ChosenResult = { kind: "done"; changed: number; unchanged: number } | { kind: "nobody" } | { kind: "too-many"; max: number };

type Change = {
  actorId: string;
  action: string;
  /** Answers with the numbers that it changed. */
  write: (phones: string[]) => Promise<string[]>;
};

/** Writes the change for all of them in the transaction of the caller, and one audit row for each whom it changed. */
export async function changeChosen(tx: Tx, { accountId, contactIds }: ChosenContacts, { actorId, action, write }: Change): Promise<ChosenResult> {
  const ids = [...new Set(contactIds.filter((id) => CONTACT_KEY.test(id)))];
  if (ids.length > CONTACT_PAGE_SIZE) return { kind: "too-many", max: CONTACT_PAGE_SIZE };
  const people = await listNumbers(tx, { accountId, contactIds: ids });
  if (people.length === 0) return { kind: "nobody" };
  const news = new Set(await write(people.map(({ phone }) => phone)));
  const changed = people.filter(({ phone }) => spellingsOf(phone).some((spelling) => news.has(spelling)));
  for (const { id } of changed) await recordAudit(tx, { accountId, actorId, action, subjectKind: "contact", subjectId: id });
  return { kind: "done", changed: changed.length, unchanged: people.length - changed.length };
}
