/** The templates that a campaign may be made from, and those that it may not be made from yet. */
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export const TEMPLATE_CHOICE_PAGE_SIZE = 20;

export type TemplateChoice = {
  id: string;
  name: string;
  language: string;
  category: TemplateCategory;
  status: TemplateStatus;
  rejectionReason: string | null;
  /** The text of its body. */
  body: string;
  variableCount: number;
};

export type TemplateQuery = {
  /** Part of the name or of the text. */
  search: string;
  page: number;
  /** Shown in any case: in its place, or above a page that it is not on. */
  chosen: string | null;
};

/** One page of templates, approved ones first, by name; and how many match in all. Pages count from 1. A choice never moves a row. What Twilio no longer has is not offered. */
export async function listTemplateChoices(db: Queryable, accountId: string, query: TemplateQuery): Promise<{ templates: TemplateChoice[]; total: number }> {
  const { rows } = await db.query<TemplateChoice & { total: number }>(
    `
    with matching as (
      select *, count(*) over ()::int as total
      from template
      where account_id = $1 and status <> 'gone' and ($2 = '' or position(lower($2) in lower(name)) > 0 or position(lower($2) in lower(content ->> 'body')) > 0)
    ),
    page as materialized (
      select * from matching
      order by status = 'approved' desc, lower(name), language, id
      limit ${TEMPLATE_CHOICE_PAGE_SIZE} offset $3
    )
    select id, name, language, category, status, rejection_reason as "rejectionReason", coalesce(content ->> 'body', '') as body,
           jsonb_array_length(variables) as "variableCount", coalesce(total, 0) as total
    from (
      select *, false as apart from page
      union all
      select *, null::int as total, true as apart from template where account_id = $1 and id = $4::uuid and not exists (select 1 from page where page.id = $4::uuid)
    ) as shown
    order by apart desc, status = 'approved' desc, lower(name), language, id
    `,
    [accountId, query.search, (query.page - 1) * TEMPLATE_CHOICE_PAGE_SIZE, query.chosen],
  );
  return { templates: rows.map(({ total, ...template }) => template), total: Math.max(0, ...rows.map((row) => row.total)) };
}
