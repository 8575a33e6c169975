/** What there is to look at in a seeded database: one of everything that has a page of its own. */
import pg from "pg";
import type { AccountKind, CampaignState, ImportState, SenderStatus, TemplateStatus } from "#lib/domain/states.ts";

export type AccountFacts = {
  slug: string;
  kind: AccountKind;
  /** The newest of each state, by state. */
  campaigns: Partial<Record<CampaignState, string>>;
  imports: Partial<Record<ImportState, string>>;
  templates: Partial<Record<TemplateStatus, string>>;
  /** The first by name of each status; one that is on hold counts as held. */
  senders: Partial<Record<SenderStatus | "held", string>>;
  /** Somebody of each standing. */
  contacts: Partial<Record<"reachable" | "no-consent" | "opted-out", string>>;
  /** The campaign with the most messages of each ending. */
  mostOf: Partial<Record<"failed" | "rejected" | "unknown" | "expired", string>>;
  /** The campaign with the longest name, the import with the most lines that were not taken, and the list with the most people. */
  longestName: string | null;
  worstImport: string | null;
  largestList: string | null;
};

/** The facts of every account, by slug. */
export type Facts = Record<string, AccountFacts>;

/** Looks into a database by its address, and closes what it opened. */
export async function findFacts(databaseUrl: string): Promise<Facts> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<AccountFacts>(FACTS);
    return Object.fromEntries(rows.map((account) => [account.slug, account]));
  } finally {
    await client.end();
  }
}

/** One of each kind, as an object from kind to id. */
const oneOfEach = (kind: string, source: string, order: string) => `
  coalesce((select jsonb_object_agg(kind, id) from (select distinct on (kind) kind, id from (select ${kind} as kind, id::text as id, ${order} as place from ${source}) as all_of_them order by kind, place) as found), '{}')`;

const FACTS = `
select a.slug, a.kind,
       ${oneOfEach("state::text", "campaign where account_id = a.id", "-extract(epoch from created_at)")} as campaigns,
       ${oneOfEach("state::text", "contact_import where account_id = a.id", "-extract(epoch from created_at)")} as imports,
       ${oneOfEach("status::text", "template where account_id = a.id", "name || language")} as templates,
       ${oneOfEach("case when hold_reason is null then status::text else 'held' end", "sender left join sender_gate on sender_id = sender.id where sender.account_id = a.id", "name")} as senders,
       ${oneOfEach("case when opted_out_at is not null then 'opted-out' when consent_at is null then 'no-consent' else 'reachable' end", "contact where account_id = a.id and erased_at is null", "id")} as contacts,
       coalesce((select jsonb_object_agg(ending, campaign_id) from (
         select distinct on (ending) ending, campaign_id
         from campaign_tally cross join lateral (values ('failed', failed + undelivered), ('rejected', rejected), ('unknown', unknown), ('expired', expired)) as ended(ending, messages)
         where account_id = a.id group by ending, campaign_id having sum(messages) > 0 order by ending, sum(messages) desc, campaign_id) as most), '{}') as "mostOf",
       (select id from campaign where account_id = a.id and launched_at is not null order by length(name) desc, id limit 1) as "longestName",
       (select id from contact_import where account_id = a.id and state = 'done' order by rejected desc, id limit 1) as "worstImport",
       (select list_id from list_member where account_id = a.id group by list_id order by count(*) desc, list_id limit 1) as "largestList"
from account a order by a.slug`;
