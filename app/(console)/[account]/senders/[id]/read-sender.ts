/** The sender that an address names. One question for the layout, the page and its title. */
import { notFound } from "next/navigation";
import { cache } from "react";
import { pool } from "#lib/db/connection.ts";
import { findSender, type Sender } from "#lib/db/list-senders.ts";
import { isUuid } from "#lib/domain/ids.ts";

export const senderHere = cache(async (accountId: string, id: string): Promise<Sender> => (isUuid(id) ? await findSender(pool(), accountId, id) : null) ?? notFound());
