/** What is different between two readings of an account: templates and senders that came, changed or went. */
import type { SenderStatus } from "./states.ts";
import type { Template } from "./template.ts";

export const SYNC_SUBJECTS = ["template", "sender"] as const;
export type SyncSubject = (typeof SYNC_SUBJECTS)[number];

/** In the order in which they are offered as filters. */
export const SYNC_CHANGE_KINDS = ["category", "status", "gone", "returned", "added", "content", "language", "renamed", "quality", "limit", "reasons", "business-account"] as const;
export type SyncChangeKind = (typeof SYNC_CHANGE_KINDS)[number];

/** `before` and `after` are our own words for states and categories, else what was read; null where there is nothing to say. No number of a phone and no text of a message. */
export type SyncDifference = { kind: SyncChangeKind; before: string | null; after: string | null };

/** What is compared of a template. */
export type ReadTemplate = Omit<Template, "id">;

export type OfflineReason = { code: number | null; message: string };

/** What is compared of a sender. */
export type ReadSender = {
  twilioSid: string;
  /** E.164 with plus. */
  phone: string;
  name: string;
  status: SenderStatus;
  quality: string | null;
  messagingLimit: string | null;
  businessAccount: string | null;
  /** The first of `offlineReasons`, as a sentence. */
  offlineReason: string | null;
  offlineReasons: OfflineReason[];
};

/** What is kept of an account and not gone, by what Twilio can be asked for it. A sender that has no SID (`""`) cannot be asked for. */
export type KnownThings = { templates: string[]; senders: { twilioSid: string; phone: string }[] };

/** What Twilio itself said it no longer has: Content SIDs of templates, and senders by their phones. */
export type GoneThings = { templates: string[]; senders: string[] };

/** What changed of a template, the weightiest first; nothing when both say the same. What was gone and is back says first that it is. */
export function templateDifferences(before: ReadTemplate, after: ReadTemplate): SyncDifference[] {
  const parts = changedParts(before, after);
  return [
    ...changed("category", before.category, after.category),
    ...statusDifference(before, after),
    ...changed("language", before.language, after.language),
    ...changed("renamed", before.name, after.name),
    ...(parts.length > 0 ? [{ kind: "content" as const, before: null, after: parts.join(", ") }] : []),
    // Another reason for the same refusal.
    ...(before.status === after.status ? changed("reasons", before.rejectionReason, after.rejectionReason) : []),
  ];
}

/** What changed of a sender, the weightiest first. */
export function senderDifferences(before: ReadSender, after: ReadSender): SyncDifference[] {
  return [
    ...statusDifference(before, after),
    ...changed("quality", before.quality, after.quality),
    ...changed("limit", before.messagingLimit, after.messagingLimit),
    // Which one it is was not always asked: to learn it is no news.
    ...(before.businessAccount === null ? [] : changed("business-account", before.businessAccount, after.businessAccount)),
    ...changed("renamed", before.name, after.name),
    ...(before.status === after.status ? changed("reasons", reasonsText(before.offlineReasons), reasonsText(after.offlineReasons)) : []),
  ];
}

/** Whether nothing has to be written of a sender: some of what is kept of it is not worth telling when it changes. */
export function isSameSender(before: ReadSender, after: ReadSender): boolean {
  const kept = ({ twilioSid, businessAccount, offlineReasons }: ReadSender) => inOrder([twilioSid, businessAccount, offlineReasons]);
  return kept(before) === kept(after) && senderDifferences(before, after).length === 0;
}

function statusDifference(before: { status: string }, after: { status: string }): SyncDifference[] {
  if (before.status === "gone" && after.status !== "gone") return [{ kind: "returned", before: null, after: after.status }];
  return changed("status", before.status, after.status);
}

function changed(kind: SyncChangeKind, before: string | null, after: string | null): SyncDifference[] {
  return before === after ? [] : [{ kind, before, after }];
}

/** The parts of the message that are not as they were, as words. */
function changedParts(before: ReadTemplate, after: ReadTemplate): string[] {
  const [one, other] = [before.content, after.content];
  const parts: [string, unknown, unknown][] = [
    ["text", one.body, other.body],
    ["header", one.header, other.header],
    ["footer", one.footer, other.footer],
    ["buttons", one.buttons, other.buttons],
    ["attachment", one.extra ?? null, other.extra ?? null],
    ["variables", before.variables, after.variables],
  ];
  return parts.filter(([, was, is]) => inOrder(was) !== inOrder(is)).map(([part]) => part);
}

/** The same text for the same value, in whatever order its keys stand: the database keeps its own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isPlain(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1))) : inner)) ?? "";
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** “63020, 63051”, or what they say where they have no code. */
function reasonsText(reasons: OfflineReason[]): string | null {
  return reasons.length === 0 ? null : reasons.map(({ code, message }) => code ?? message).join(", ");
}

/** Changes that touch money, consent or whether anything can be sent: they go into the audit, whoever looked. */
export function isAudited(change: SyncDifference): boolean {
  return change.kind === "category" || change.kind === "gone" || change.kind === "returned" || (change.kind === "status" && (change.after === "paused" || change.after === "disabled" || change.after === "rejected" || change.after === "offline"));
}

/** The name of a change in the audit. */
export function auditAction(subject: SyncSubject, { kind, after }: SyncDifference): string {
  if (kind === "category") return `${subject}.recategorised`;
  if (kind === "status") return `${subject}.${after === "offline" ? "went-offline" : after}`;
  return `${subject}.${kind}`;
}
