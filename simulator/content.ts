/** The Content API: templates with their approvals, in its first and its second version. */
import { type Refused, refusedWith } from "./error-body.ts";
import type { SimulatedTemplate } from "./fixtures.ts";
import { type Asked, metaPage } from "./paging.ts";
import { json, refusal, type Reply } from "./reply.ts";
import type { AccountState } from "./world.ts";

const NOT_FOUND: Refused = refusedWith(20404);
const ITEM = /^\/v1\/Content\/(HX[0-9a-fA-F]{32})(\/ApprovalRequests)?$/;

/** Answers a GET under /v1 or /v2 of the Content API; `base` is scheme and host of the links in it. */
export function readContent(state: AccountState, asked: Asked, base: string): Reply {
  switch (asked.path) {
    case "/v1/Content":
      return listed([...state.templates.values()], { asked, base, show: (template) => contentResource(state, template, base) });
    case "/v2/Content":
      return listed(filtered(state, asked.query), { asked, base, show: (template) => contentResource(state, template, base) });
    case "/v1/ContentAndApprovals":
      return listed([...state.templates.values()], { asked, base, show: (template) => withApproval(state, template) });
    case "/v2/ContentAndApprovals":
      return listed(filtered(state, asked.query), { asked, base, show: (template) => withApproval(state, template) });
  }
  const [, sid = "", approvals] = ITEM.exec(asked.path) ?? [];
  const template = state.templates.get(sid);
  if (!template) return refusal(NOT_FOUND);
  return json(200, approvals ? approvalResource(state, template, base) : contentResource(state, template, base));
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

function contentResource(state: AccountState, template: SimulatedTemplate, base: string) {
  const url = `${base}/v1/Content/${template.sid}`;
  return {
    ...contentPart(state, template),
    url,
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  };
}

function withApproval(state: AccountState, template: SimulatedTemplate) {
  return { ...contentPart(state, template), approval_requests: approvalPart(template) };
}

function approvalResource(state: AccountState, template: SimulatedTemplate, base: string) {
  return {
    sid: template.sid,
    account_sid: state.account.sid,
    url: `${base}/v1/Content/${template.sid}/ApprovalRequests`,
    whatsapp: { type: "whatsapp", ...approvalPart(template) },
  };
}

function approvalPart(template: SimulatedTemplate) {
  return {
    name: template.name,
    category: template.category,
    content_type: Object.keys(template.types)[0] ?? "",
    status: template.approval,
    rejection_reason: template.rejectionReason,
    allow_category_change: false,
  };
}

function secondsOf(isoTime: string): string {
  return `${isoTime.slice(0, 19)}Z`;
}
