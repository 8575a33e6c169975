/** The contact that an address names, with the number as the role may see it. One question for the layout and the page. */
import { notFound } from "next/navigation";
import { cache } from "react";
import { pool } from "#lib/db/connection.ts";
import { CONTACT_KEY, findContact, type ContactDetail } from "#lib/db/contacts.ts";

export const contactHere = cache(async (accountId: string, contactId: string, wholeNumber: boolean): Promise<ContactDetail> => (CONTACT_KEY.test(contactId) ? await findContact(pool(), { accountId, contactId }, wholeNumber) : null) ?? notFound());
