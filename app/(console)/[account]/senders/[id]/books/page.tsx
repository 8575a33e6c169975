/** Both books of one sender and one day: what Twilio lists against what we say was sent, and in what they differ. */
import type { Metadata } from "next";
import { DetailPage } from "#components/patterns/detail-page.tsx";
import { AuditBadge, AuditList, auditText } from "#components/senders/audit-look.tsx";
import { differenceColumns, DifferenceLegend } from "#components/senders/difference-columns.tsx";
import { Section } from "#components/frame/section.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { dayOf } from "#components/ui/date-time-words.ts";
import { Empty } from "#components/ui/empty.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { AUDIT_DAY, DIFFERENCE_KEY, findSenderAudit, listDifferences, listSenderAudits, type SenderAudit } from "#lib/db/list-audits.ts";
import { DIFFERENCES_MAX } from "#lib/domain/sender-audit.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import type { SearchParams } from "#lib/forms/search-params.ts";
import { senderHere } from "../read-sender.ts";

export const metadata: Metadata = { title: "Both books" };

type BooksPageProps = { params: Promise<{ account: string; id: string }>; searchParams: Promise<SearchParams> };

export default async function BooksPage({ params, searchParams }: BooksPageProps) {
  const { account: slug, id } = await params;
  const { account } = await requireRight(slug, "account.see");
  const sender = await senderHere(account.id, id);
  const asked = await searchParams;
  const of = { accountId: account.id, senderId: sender.id };
  const audits = await listSenderAudits(pool(), of);
  const audit = typeof asked.day === "string" && AUDIT_DAY.test(asked.day) ? await findSenderAudit(pool(), { ...of, day: asked.day }) : (audits[0] ?? null);
  const path = `/${account.slug}/senders/${sender.id}/books`;
  return (
    <DetailPage
      crumbs={[
        { href: `/${account.slug}/senders`, label: "Senders" },
        { href: `/${account.slug}/senders/${sender.id}`, label: sender.name },
      ]}
      title={audit ? `Both books of ${dayOf(audit.day)}` : "Both books"}
      badge={audit && <AuditBadge audit={audit} />}
      summary={audit ? auditText(audit) : "Once a day, Twilio’s list of what this sender sent is compared with ours."}
      side={audit && <AuditFacts audit={audit} />}
    >
      {audit && <Differences account={account.slug} of={{ ...of, day: audit.day }} path={path} search={asked} />}
      {audits.length === 0 ? (
        <AuditList audits={audits} path={path} />
      ) : (
        <Section title="Days">
          <AuditList audits={audits} path={path} />
        </Section>
      )}
    </DetailPage>
  );
}

function AuditFacts({ audit }: { audit: SenderAudit }) {
  const facts = [
    { name: "At Twilio", value: formatNumber(audit.theirs) },
    { name: "Known here", value: formatNumber(audit.ours) },
    { name: "Only at Twilio", value: formatNumber(audit.theirsUnmatched) },
    { name: "Only here", value: formatNumber(audit.oursUnmatched) },
    { name: "Filled in", value: formatNumber(audit.mended) },
    ...(audit.comparedAt ? [{ name: "Compared", value: <RelativeTime at={audit.comparedAt} /> }] : []),
  ];
  return <KeyValueList facts={facts} className="border-y border-line" />;
}

type DifferencesProps = { account: string; of: { accountId: string; senderId: string; day: string }; path: string; search: SearchParams };

async function Differences({ account, of, path, search }: DifferencesProps) {
  const page = await listDifferences(pool(), of, cursorIn(search, DIFFERENCE_KEY));
  return (
    <Section title="What differs" summary={`The day begins and ends in UTC. Of each kind, up to ${formatNumber(DIFFERENCES_MAX)} are kept.`}>
      <DifferenceLegend rows={page.rows} />
      <DataTable label="What differs" columns={differenceColumns(account)} rows={page.rows} rowKey={({ id }) => id} empty={<NothingDiffers />} />
      {page.rows.length > 0 && <Pagination {...neighboursByKey(page, path, { day: of.day })}>{`${formatNumber(page.rows.length)} on this page`}</Pagination>}
    </Section>
  );
}

function NothingDiffers() {
  return (
    <Empty kind="nothing-yet" title="Nothing differs">
      A message that only Twilio has, or only Drumbeat, would be listed here with its ids, and so would one whose report never came.
    </Empty>
  );
}
