/** What a search across an account gives, from the database and from the help. */
import type { Found } from "#components/frame/finding.ts";
import { CAMPAIGN_LOOK } from "#components/campaigns/campaign-look.tsx";
import { languageName } from "#components/templates/language-name.ts";
import type { Access } from "#lib/auth/access.ts";
import { pool } from "#lib/db/connection.ts";
import { searchAccount } from "#lib/db/search-account.ts";
import { findAnswers } from "../../help/answers/answers.ts";
import { findErrors } from "../../help/errors/find-errors.ts";

export const SEARCH_LENGTH_MIN = 2;

/** At most `limit` of each kind; nothing for fewer than two characters. */
export async function findAll({ account, rights }: Pick<Access, "account" | "rights">, text: string, limit: number): Promise<Found[]> {
  if (text.length < SEARCH_LENGTH_MIN) return [];
  const finds = await searchAccount(pool(), { accountId: account.id, text, wholeNumbers: rights.has("numbers.see"), limit });
  return [
    ...finds.campaigns.map(({ id, name, state }): Found => ({ kind: "campaign", id, title: name, detail: CAMPAIGN_LOOK[state].label })),
    ...finds.contacts.map(({ id, name, phone }): Found => ({ kind: "contact", id, title: name || phone, detail: name ? phone : "No name" })),
    ...finds.lists.map(({ id, name }): Found => ({ kind: "list", id, title: name, detail: "List" })),
    ...finds.templates.map(({ id, name, language }): Found => ({ kind: "template", id, title: name, detail: languageName(language) })),
    ...finds.senders.map(({ id, name, phone }): Found => ({ kind: "sender", id, title: name, detail: phone })),
    ...findAnswers(text, limit).map(({ id, question }): Found => ({ kind: "help", id, title: question, detail: "Playbook" })),
    ...(await findErrors(text, limit)).map(({ code, name }): Found => ({ kind: "code", id: String(code), title: name, detail: String(code) })),
  ];
}
