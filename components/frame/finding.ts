/** What a search across an account finds, and where each of it is. */
import { answerPath, errorPath } from "#components/help/help-paths.ts";

export const FOUND_KINDS = ["campaign", "contact", "list", "template", "sender", "help", "code"] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** `detail` tells two of the same title apart: a state, a number, a language. */
export type Found = { kind: FoundKind; id: string; title: string; detail: string };

export const FOUND_LABEL: Record<FoundKind, string> = { campaign: "Campaigns", contact: "Contacts", list: "Lists", template: "Templates", sender: "Senders", help: "Help", code: "Error codes" };

/** The page of a thing that was found in this account. */
export function placeOf(account: string, { kind, id }: Pick<Found, "kind" | "id">): string {
  switch (kind) {
    case "campaign":
      return `/${account}/campaigns/${id}`;
    case "contact":
      return `/${account}/audience/contacts/${id}`;
    case "list":
      return `/${account}/audience?list=${id}`;
    case "template":
      return `/${account}/templates/${id}`;
    case "sender":
      return `/${account}/senders/${id}`;
    case "help":
      return answerPath(id);
    case "code":
      return errorPath(Number(id));
  }
}
