/** The template that an address names. One question for the layout, the page and its title. */
import { notFound } from "next/navigation";
import { cache } from "react";
import { pool } from "#lib/db/connection.ts";
import { findTemplate, type TemplateDetail } from "#lib/db/list-templates.ts";
import { isUuid } from "#lib/domain/ids.ts";

export const templateHere = cache(async (accountId: string, id: string): Promise<TemplateDetail> => (isUuid(id) ? await findTemplate(pool(), accountId, id) : null) ?? notFound());
