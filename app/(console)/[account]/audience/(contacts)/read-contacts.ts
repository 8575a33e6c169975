/** What the address asks of the contacts, and the page of them that answers it. */
import { CONTACT_SORTABLE, contactColumns } from "#components/audience/contact-columns.tsx";
import { pool } from "#lib/db/connection.ts";
import { CONTACT_KEY } from "#lib/db/contacts.ts";
import { findListName, listListNames } from "#lib/db/contact-lists.ts";
import { countContacts, isCrowd, listContacts, orderFor } from "#lib/db/list-contacts.ts";
import { CONTACT_STANDINGS } from "#lib/domain/contact-standing.ts";
import { readCountry } from "#lib/domain/country-name.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { cursorIn } from "#lib/forms/cursor-param.ts";
import { oneOf, searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { shapeOf, tableAddresses, tableViewIn, viewParameters } from "#lib/forms/table-view.ts";

const SHAPE = shapeOf(contactColumns({ wholeNumbers: false, sortable: CONTACT_SORTABLE }), "-added");

type Asking = { accountId: string; path: string; search: SearchParams; wholeNumbers: boolean };

export async function readContacts({ accountId, path, search, wholeNumbers }: Asking) {
  const db = pool();
  const asked = askedIn(search, path);
  const filter = { accountId, wholeNumbers, ...asked.filter };
  const crowd = await isCrowd(db, filter);
  const order = orderFor(filter, crowd, asked.view.sort);
  const [page, count, lists] = await Promise.all([listContacts(db, { ...filter, crowd, order, cursor: asked.cursor }), countContacts(db, { ...filter, crowd, order }), listListNames(db, accountId)]);
  const { listId } = filter;
  const listName = listId === null ? null : (lists.find(({ id }) => id === listId)?.name ?? (await findListName(db, { accountId, listId })));
  const narrowed = filter.text !== "" || listId !== null || filter.standing !== null || filter.country !== null;
  return { asked, crowd, order, page, count, lists, listName, narrowed };
}

function askedIn(search: SearchParams, path: string) {
  const { list, country } = search;
  const filter = {
    text: searchText(search.q),
    listId: isUuid(list) ? list : null,
    standing: oneOf(search.standing, CONTACT_STANDINGS),
    country: typeof country === "string" && country.length === 2 ? readCountry(country) : null,
  };
  const filters = { q: filter.text, list: filter.listId, standing: filter.standing, country: filter.country };
  const view = tableViewIn(search, SHAPE);
  const cursor = cursorIn(search, CONTACT_KEY);
  const addresses = tableAddresses({ path, shape: SHAPE, view, filters, place: cursor ? { [cursor.direction]: cursor.key } : {} });
  return { filter, view, cursor, addresses, kept: { ...filters, ...viewParameters(view, SHAPE) } };
}
