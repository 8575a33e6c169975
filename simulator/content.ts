/** The Content API: templates with their approvals, in its first and its second version. */
import type { Call } from "./call.ts";
import { bodyOf } from "./content-body.ts";
import { refusedWith } from "./error-body.ts";
import type { SimulatedTemplate } from "./fixtures.ts";
import { type Asked, metaPage } from "./paging.ts";
import { json, refusal, type Reply } from "./reply.ts";
import type { AccountState } from "./world.ts";

/** GET /v1/Content and /v2/Content */
export function listContent({ state, asked, base }: Call): Reply {
  return listed(wanted(state, asked), { asked, base, show: (template) => contentResource(state, template, base) });
}

/** GET /v1/ContentAndApprovals and /v2/ContentAndApprovals */
export function listApprovals({ state, asked, base }: Call): Reply {
  return listed(wanted(state, asked), { asked, base, show: (template) => ({ ...contentPart(state, template), approval_requests: approvalPart(template) }) });
}

/** GET /v1/LegacyContent: templates from before the Content API, under the name and with the body that they had then. */
export function listLegacyContent({ state, asked, base }: Call): Reply {
  const legacy = [...state.templates.values()].filter((template) => template.legacy === true);
  const show = (template: SimulatedTemplate) => ({
    ...contentPart(state, template),
    legacy_template_name: template.name,
    legacy_body: bodyOf(template),
    url: `${base}/v1/LegacyContent`,
  });
  return listed(legacy, { asked, base, show });
}

/** GET /v1/Content/HX… */
export function contentOf({ state, named: [sid = ""], base }: Call): Reply {
  const template = state.templates.get(sid);
  return template ? json(200, contentResource(state, template, base)) : refusal(refusedWith(20404));
}

/** GET /v1/Content/HX…/ApprovalRequests */
export function approvalOf({ state, named: [sid = ""], base }: Call): Reply {
  const template = state.templates.get(sid);
  if (!template) return refusal(refusedWith(20404));
  return json(200, {
    sid,
    account_sid: state.account.sid,
    url: `${base}/v1/Content/${sid}/ApprovalRequests`,
    whatsapp: { type: "whatsapp", ...approvalPart(template) },
  });
}

/** Filters are the second version's. */
function wanted(state: AccountState, { path, query }: Asked): SimulatedTemplate[] {
  return path.startsWith("/v2/") ? filtered(state, query) : [...state.templates.values()];
}

type Listing = { asked: Asked; base: string; show: (template: SimulatedTemplate) => object };

function listed(templates: SimulatedTemplate[], { asked, base, show }: Listing): Reply {
  const { shown, meta } = metaPage(templates, { asked, base, key: "contents" });
  return json(200, { contents: shown.map(show), meta });
}

/** The filters and orders of the second version. A repeated parameter names alternatives. */
function filtered(state: AccountState, query: URLSearchParams): SimulatedTemplate[] {
  const languages = query.getAll("Language");
  const types = query.getAll("ContentType");
  const eligibilities = query.getAll("ChannelEligibility");
  const [name, content] = [patternFrom(query.get("ContentName")), patternFrom(query.get("Content"))];
  const [after, before] = [Date.parse(query.get("DateCreatedAfter") ?? ""), Date.parse(query.get("DateCreatedBefore") ?? "")];
  const kept = [...state.templates.values()].filter(
    (template) =>
      (languages.length === 0 || languages.includes(template.language)) &&
      (types.length === 0 || types.some((type) => type in template.types)) &&
      (eligibilities.length === 0 || eligibilities.includes(`whatsapp:${template.approval}`)) &&
      (name === null || name.test(template.name)) &&
      (content === null || content.test(JSON.stringify(template.types))) &&
      !(Date.parse(template.createdAt) < after) &&
      !(Date.parse(template.createdAt) > before),
  );
  const byName = directionOf(query.get("SortByContentName"));
  const byDate = directionOf(query.get("SortByDate"));
  return kept.toSorted((one, other) => byName * compared(one.name, other.name) || byDate * compared(one.createdAt, other.createdAt));
}

/** A text that is no pattern matches nothing. */
function patternFrom(text: string | null): RegExp | null {
  if (text === null) return null;
  try {
    return new RegExp(text, "i");
  } catch {
    return /(?!)/;
  }
}

function directionOf(text: string | null): number {
  if (text === null) return 0;
  return text === "desc" ? -1 : 1;
}

function compared(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function contentPart(state: AccountState, template: SimulatedTemplate) {
  return {
    sid: template.sid,
    account_sid: state.account.sid,
    friendly_name: template.name,
    language: template.language,
    variables: template.variables,
    types: template.types,
    date_created: secondsOf(template.createdAt),
    date_updated: secondsOf(template.updatedAt ?? template.createdAt),
  };
}

export function contentResource(state: AccountState, template: SimulatedTemplate, base: string) {
  const url = `${base}/v1/Content/${template.sid}`;
  return {
    ...contentPart(state, template),
    url,
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  };
}

/** An approval as both lists and single answers show it; a template that nobody has submitted has none to speak of. */
export function approvalPart(template: SimulatedTemplate) {
  if (template.approval === "unsubmitted") return { name: "", category: "", content_type: "", status: "unsubmitted", rejection_reason: "", allow_category_change: true };
  return {
    name: template.approvalName ?? template.name,
    category: template.category,
    content_type: Object.keys(template.types)[0] ?? "",
    status: template.approval,
    rejection_reason: template.rejectionReason,
    allow_category_change: template.allowCategoryChange ?? false,
  };
}

/** A time as the newer APIs write it. */
export function secondsOf(isoTime: string): string {
  return `${isoTime.slice(0, 19)}Z`;
}
