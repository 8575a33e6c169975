/** The templates that an account has at Twilio, with what WhatsApp says of each. */
import { z } from "zod";
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import { textsIn, variableKeysIn, type Template, type TemplateContent, type TemplateVariable } from "#lib/domain/template.ts";
import type { AccountClient } from "./account-client.ts";
import { contentFrom } from "./template-content.ts";

/** WhatsApp allows 6,000 approved templates to one business account. */
const TEMPLATES_MAX = 10_000;
const PAGE_SIZE = 500;

const Approval = z.looseObject({
  category: z.string().catch("").transform((word) => word.toUpperCase()),
  status: z.string().catch("unsubmitted").transform((word) => word.toLowerCase()),
  rejection_reason: z.string().catch(""),
});

export type FetchedTemplate = Omit<Template, "id">;

/** Every template of the account. Throws when Twilio refuses or cannot be reached. */
export async function fetchTemplates(client: AccountClient): Promise<FetchedTemplate[]> {
  const contents = await client.content.v1.contentAndApprovals.list({ pageSize: PAGE_SIZE, limit: TEMPLATES_MAX });
  return contents.map((content) => {
    const samples = z.record(z.string(), z.coerce.string()).catch({}).parse(content.variables);
    const shown = contentFrom(content.types, samples);
    // The answer carries one flat object; older documents describe a list of them.
    const approval = Approval.parse(one(content.approvalRequests) ?? {});
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
  });
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
