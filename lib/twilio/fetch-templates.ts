/** The templates that an account has at Twilio, with what WhatsApp says of each. */
import { z } from "zod";
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import type { ReadTemplate } from "#lib/domain/sync-change.ts";
import { textsIn, variableKeysIn, type TemplateContent, type TemplateVariable } from "#lib/domain/template.ts";
import type { AccountClient } from "./account-client.ts";
import { everyItem, ListInDoubt, type Reading } from "./every-page.ts";
import { orNull } from "./or-null.ts";
import { contentFrom } from "./template-content.ts";

/** WhatsApp allows 6,000 approved templates to one business account. */
const TEMPLATES_MAX = 10_000;
/** Twilio takes up to 1,000; the answer has to stay below what is read of one. */
const PAGE_SIZE = 250;
/** The second version of the API answers the same and only adds filters, which a whole reading has no use for (OpenAPI, content.v1 and content.v2). */
const ADDRESS = "https://content.twilio.com/v1/ContentAndApprovals";
const CONTENT_SID = /^HX[0-9a-fA-F]{32}$/;
/** A language that is not said, as ISO 639 writes it. */
const NO_LANGUAGE = "und";

const Approval = z.looseObject({
  category: z.string().catch("").transform((word) => word.toUpperCase()),
  status: z.string().catch("unsubmitted").transform((word) => word.toLowerCase()),
  rejection_reason: z.string().catch(""),
});

const Content = z.object({
  sid: z.string().regex(CONTENT_SID),
  friendlyName: z.string().catch(""),
  language: z.string().min(1).catch(NO_LANGUAGE),
  variables: z.unknown(),
  types: z.unknown(),
});

/** Every template of the account. Throws when Twilio refuses or cannot be reached, when a page fails, and when the list has no end. */
export async function fetchTemplates(client: AccountClient, { pageSize = PAGE_SIZE, signal }: Reading = {}): Promise<ReadTemplate[]> {
  const list = client.content.v1.contentAndApprovals;
  const pages = { address: ADDRESS, first: () => list.page({ pageSize }), at: (url: string) => list.getPage(url) };
  const answered = await everyItem(pages, { keyOf: ({ sid }) => sid, itemsMax: TEMPLATES_MAX, signal });
  // The answer carries one flat object; older documents describe a list of them.
  return answered.map((each) => templateFrom(each, one(each.approvalRequests)));
}

/** One template by its Content SID; null when Twilio answers that there is none. Throws like `fetchTemplates`. */
export async function fetchTemplate(client: AccountClient, contentSid: string): Promise<ReadTemplate | null> {
  const content = await orNull(() => client.content.v1.contents(contentSid).fetch());
  if (content === null) return null;
  const approvals = await orNull(() => client.content.v1.contents(contentSid).approvalFetch().fetch());
  // Deleted between the two answers, or one of them is wrong: neither is evidence of what there is.
  if (approvals === null) throw new ListInDoubt("A template was there and its approval was not.");
  const template = templateFrom(content, approvals.whatsapp);
  if (template.contentSid !== contentSid) throw new ListInDoubt("Twilio answered with another template than it was asked for.");
  return template;
}

function templateFrom(answered: unknown, approvalAnswered: unknown): ReadTemplate {
  const content = Content.parse(answered);
  const samples = z.record(z.string(), z.coerce.string()).catch({}).parse(content.variables);
  const shown = contentFrom(content.types, samples);
  const approval = Approval.parse(approvalAnswered ?? {});
  return {
    contentSid: content.sid,
    name: content.friendlyName || content.sid,
    language: content.language,
    category: categoryOf(approval.category),
    status: statusOf(approval.status),
    rejectionReason: approval.rejection_reason === "" ? null : approval.rejection_reason,
    content: shown,
    variables: variablesOf(shown, samples),
  };
}

function one(approvals: unknown): unknown {
  return Array.isArray(approvals) ? approvals[0] : approvals;
}

/** TRANSACTIONAL is what utility templates were called before 2023. What has no category yet is priced and treated like marketing, the strictest. */
function categoryOf(word: string): TemplateCategory {
  if (word === "UTILITY" || word === "TRANSACTIONAL") return "utility";
  return word === "AUTHENTICATION" ? "authentication" : "marketing";
}

/** Twilio names more states than it documents; one that is not known is not approved. */
function statusOf(word: string): TemplateStatus {
  if (word === "approved" || word === "rejected" || word === "paused" || word === "disabled" || word === "unsubmitted") return word;
  return "pending";
}

/** Every variable that the content uses, in order of use, with Twilio's sample where there is one. */
function variablesOf(content: TemplateContent, samples: Record<string, string>): TemplateVariable[] {
  const keys = new Set([...variableKeysIn(textsIn(content).join("\n")), ...Object.keys(samples)]);
  return Array.from(keys, (key) => ({ key, sample: samples[key] ?? "" }));
}
