import { expect, test } from "vitest";
import { SYNC_CHANGE_KINDS } from "#lib/domain/sync-change.ts";
import { CHANGE_LABEL, changeText, changeTone, type ShownChange } from "./change-words.ts";

const change = (kind: ShownChange["kind"], before: string | null, after: string | null, subject: ShownChange["subject"] = "template"): ShownChange => ({ subject, kind, before, after });

test.each<[ShownChange, string, string]>([
  [change("category", "utility", "marketing"), "Moved from Utility to Marketing", "warning"],
  [change("status", "approved", "paused"), "Approved → Paused", "warning"],
  [change("status", "paused", "disabled"), "Paused → Disabled", "danger"],
  [change("status", "online", "offline", "sender"), "Online → Offline", "danger"],
  [change("status", "pending", "online", "sender"), "Being set up → Online", "success"],
  [change("gone", "approved", null), "Deleted at Twilio; it was approved", "danger"],
  [change("returned", null, "approved"), "Back at Twilio, approved", "success"],
  [change("added", null, "pending"), "New, in review", "neutral"],
  [change("content", null, "text, buttons"), "Changed: text, buttons", "neutral"],
  [change("language", "en", "pt_BR"), "English → Brazilian Portuguese", "neutral"],
  [change("renamed", "before", "after"), "Was called before", "neutral"],
  [change("quality", "HIGH", "RED", "sender"), "High → Low", "warning"],
  [change("quality", null, "VIOLET", "sender"), "Nothing → VIOLET", "neutral"],
  [change("limit", "2K Customers/24hr", "Unlimited", "sender"), "2,000 people a day → Unlimited", "neutral"],
  [change("reasons", "63020", null, "sender"), "63020 → nothing", "neutral"],
])("%o is told as “%s”", (told, words, tone) => {
  expect([changeText(told), changeTone(told)]).toEqual([words, tone]);
});

test("every kind has a name of its own", () => {
  expect(new Set(SYNC_CHANGE_KINDS.map((kind) => CHANGE_LABEL[kind])).size).toBe(SYNC_CHANGE_KINDS.length);
});
