/** The templates of an account, as the console reads them. */
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import type { Template } from "#lib/domain/template.ts";
import type { Queryable } from "./connection.ts";

export const TEMPLATE_PAGE_SIZE = 25;

export type TemplateFilter = { status: TemplateStatus | null; category: TemplateCategory | null; search: string; page: number };

export type TemplateSummary = Pick<Template, "id" | "name" | "language" | "category" | "status"> & { variableCount: number; syncedAt: Date };

export type TemplateDetail = Template & { syncedAt: Date };

/** One page of templates by name, and how many match in all. Pages count from 1. */
export async function listTemplates(db: Queryable, accountId: string, filter: TemplateFilter): Promise<{ templates: TemplateSummary[]; total: number }> {
  const { rows } = await db.query<TemplateSummary & { total: number }>(
    `
    select id, name, language, category, status, jsonb_array_length(variables) as "variableCount", synced_at as "syncedAt", count(*) over ()::int as total
    from template
    where account_id = $1
      and ($2::template_status is null or status = $2)
      and ($3::template_category is null or category = $3)
      and ($4 = '' or position(lower($4) in lower(name)) > 0)
    order by lower(name), language, id
    limit ${TEMPLATE_PAGE_SIZE} offset $5
    `,
    [accountId, filter.status, filter.category, filter.search, (filter.page - 1) * TEMPLATE_PAGE_SIZE],
  );
  return { templates: rows.map(({ total, ...template }) => template), total: rows[0]?.total ?? 0 };
}

/** One template of this account, or null. `content` and `variables` are written by the sync alone, in the shapes of lib/domain. */
export async function findTemplate(db: Queryable, accountId: string, templateId: string): Promise<TemplateDetail | null> {
  const { rows } = await db.query<TemplateDetail>(
    `
    select id, content_sid as "contentSid", name, language, category, status, rejection_reason as "rejectionReason", content, variables, synced_at as "syncedAt"
    from template
    where account_id = $1 and id = $2
    `,
    [accountId, templateId],
  );
  return rows[0] ?? null;
}

/** How many templates of the account are in each status; those with none are left out. */
export async function countTemplatesByStatus(db: Queryable, accountId: string): Promise<Partial<Record<TemplateStatus, number>>> {
  const { rows } = await db.query<{ status: TemplateStatus; count: number }>(`select status, count(*)::int as count from template where account_id = $1 group by status`, [accountId]);
  return Object.fromEntries(rows.map((row) => [row.status, row.count]));
}
