/** What changed at Twilio, in words. */
import { CATEGORY_LABEL, TEMPLATE_LOOK } from "#components/templates/template-look.tsx";
import { languageName } from "#components/templates/language-name.ts";
import { limitText } from "#components/senders/limit-text.ts";
import { qualityLabel, SENDER_LOOK } from "#components/senders/sender-look.tsx";
import { qualityIn } from "#lib/domain/sender-quality.ts";
import { TEMPLATE_CATEGORIES } from "#lib/domain/template-use.ts";
import type { SyncChangeKind, SyncSubject } from "#lib/domain/sync-change.ts";
import type { Look } from "#components/ui/badge.tsx";
import type { Tone } from "#components/ui/tone.ts";

export type ShownChange = { subject: SyncSubject; kind: SyncChangeKind; before: string | null; after: string | null };

/** What each kind is called where it is chosen. */
export const CHANGE_LABEL: Record<SyncChangeKind, string> = {
  category: "Category",
  status: "Status",
  gone: "Gone",
  returned: "Back again",
  added: "New",
  content: "Message",
  language: "Language",
  renamed: "Name",
  quality: "Quality",
  limit: "Messaging limit",
  reasons: "Reason",
  "business-account": "Business account",
};

export const SUBJECT_LABEL: Record<SyncSubject, string> = { template: "Template", sender: "Sender" };

/** One short sentence without its subject: “Moved from Utility to Marketing”. */
export function changeText(change: ShownChange): string {
  const [before, after] = [wordOf(change, change.before), wordOf(change, change.after)];
  switch (change.kind) {
    case "added":
      return `New, ${lowered(after)}`;
    case "returned":
      return `Back at Twilio, ${lowered(after)}`;
    case "gone":
      return `Deleted at Twilio; it was ${lowered(before)}`;
    case "category":
      return `Moved from ${before} to ${after}`;
    case "content":
      return `Changed: ${change.after ?? "the message"}`;
    case "renamed":
      return `Was called ${before}`;
    default:
      return `${before || "Nothing"} → ${after || "nothing"}`;
  }
}

/** Changes that stop something or cost more are seen first. */
export function changeTone({ kind, after }: ShownChange): Tone {
  if (kind === "gone" || after === "disabled" || after === "offline") return "danger";
  if (kind === "category" || after === "paused" || after === "rejected" || (kind === "quality" && after !== null && qualityIn(after) === "low")) return "warning";
  return kind === "returned" || after === "approved" || after === "online" ? "success" : "neutral";
}

function wordOf({ subject, kind }: ShownChange, word: string | null): string {
  if (word === null) return "";
  if (kind === "language") return languageName(word);
  if (kind === "quality") return qualityLabel(word);
  if (kind === "limit") return limitText(word);
  if (kind === "category") return CATEGORY_LABEL[TEMPLATE_CATEGORIES.find((each) => each === word) ?? "marketing"];
  if (kind !== "status" && kind !== "added" && kind !== "returned" && kind !== "gone") return word;
  const looks: Record<string, Look> = subject === "template" ? TEMPLATE_LOOK : SENDER_LOOK;
  return looks[word]?.label ?? word;
}

function lowered(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
