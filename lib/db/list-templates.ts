/** The templates of an account, as the console reads them. */
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import type { Template } from "#lib/domain/template.ts";
import type { Queryable } from "./connection.ts";

export const TEMPLATE_PAGE_SIZE = 25;

export const TEMPLATE_SORTS = ["name", "language", "category", "status", "read"] as const;
export type TemplateSort = { by: (typeof TEMPLATE_SORTS)[number]; descending: boolean };

export type TemplateFilter = {
  status: TemplateStatus | null;
  category: TemplateCategory | null;
  language: string | null;
  search: string;
  sort: TemplateSort;
  /** Languages in the reader's order, for a list that is sorted by them. */
  languages: string[];
  page: number;
};

export type TemplateSummary = Pick<Template, "id" | "name" | "language" | "category" | "status" | "content"> & { variableCount: number; syncedAt: Date };

/** `syncedAt` is when what is known of it last changed, `goneAt` since when Twilio no longer has it. */
export type TemplateDetail = Template & { syncedAt: Date; goneAt: Date | null };

const SORT_KEY: Record<TemplateSort["by"], string> = {
  name: "lower(name)",
  language: "array_position($6::text[], language)",
  category: "category::text",
  // What can be used comes first.
  status: "array_position('{approved,pending,unsubmitted,paused,rejected,disabled,gone}', status::text)",
  read: "synced_at",
};

/** One page of templates, and how many match in all. Pages count from 1. The thousands of an account are sorted by what they are called; only those of the page are read whole. */
export async function listTemplates(db: Queryable, accountId: string, filter: TemplateFilter): Promise<{ templates: TemplateSummary[]; total: number }> {
  const { sort } = filter;
  const { rows } = await db.query<TemplateSummary & { total: number }>(
    `
    with page as materialized (
      select id, count(*) over ()::int as total, row_number() over (order by ${SORT_KEY[sort.by]} ${sort.descending ? "desc" : "asc"}, lower(name), language, id) as place
      from template
      where account_id = $1
        and ($2::template_status is null or status = $2)
        and ($3::template_category is null or category = $3)
        and ($4::text is null or language = $4)
        and ($5 = '' or position(lower($5) in lower(name)) > 0)
        and $6::text[] is not null
      order by place
      limit ${TEMPLATE_PAGE_SIZE} offset $7
    )
    select t.id, t.name, t.language, t.category, t.status, t.content, jsonb_array_length(t.variables) as "variableCount", t.synced_at as "syncedAt", page.total
    from page join template t on t.account_id = $1 and t.id = page.id
    order by page.place
    `,
    [accountId, filter.status, filter.category, filter.language, filter.search, filter.languages, (filter.page - 1) * TEMPLATE_PAGE_SIZE],
  );
  return { templates: rows.map(({ total, ...template }) => template), total: rows[0]?.total ?? 0 };
}

/** Languages that are offered as a filter, at most. */
const LANGUAGES_MAX = 200;

/** The languages that the templates of the account are in, as codes. */
export async function listTemplateLanguages(db: Queryable, accountId: string): Promise<string[]> {
  const { rows } = await db.query<{ language: string }>(`select distinct language from template where account_id = $1 order by language limit ${LANGUAGES_MAX}`, [accountId]);
  return rows.map(({ language }) => language);
}

/** One template of this account, or null. `content` and `variables` are written by the sync alone, in the shapes of lib/domain. */
export async function findTemplate(db: Queryable, accountId: string, templateId: string): Promise<TemplateDetail | null> {
  const { rows } = await db.query<TemplateDetail>(
    `
    select id, content_sid as "contentSid", name, language, category, status, rejection_reason as "rejectionReason", content, variables, synced_at as "syncedAt", gone_at as "goneAt"
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
