/** The senders of the account: who may send, how fast, and what each is doing. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { SenderRateText } from "#components/senders/sender-rate-text.tsx";
import { QualityBadge, SenderBadge } from "#components/senders/sender-look.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { requireRole } from "#lib/auth/require-role.ts";
import { pool } from "#lib/db/connection.ts";
import { listSenders, SENDER_PAGE_SIZE, type Sender } from "#lib/db/list-senders.ts";
import { addressOf, neighbours, pageNumber, rangeShown, type SearchParams } from "#lib/forms/search-params.ts";

export const metadata: Metadata = { title: "Senders" };

type SendersPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function SendersPage({ params, searchParams }: SendersPageProps) {
  const { account } = await requireRole((await params).account, "analyst");
  const page = pageNumber((await searchParams).page);
  const { senders, total } = await listSenders(pool(), account.id, page);
  const path = `/${account.slug}/senders`;
  if (page > 1 && senders.length === 0) redirect(path);
  return (
    <IndexPage
      title="Senders"
      summary="The numbers this account writes from. Each has its own rate; all of one business portfolio share its daily reach."
      foot={
        total > 0 && (
          <Pagination {...neighbours(page, { total, size: SENDER_PAGE_SIZE }, (other) => addressOf(path, { page: other }))}>
            {rangeShown(page, { total, size: SENDER_PAGE_SIZE, shown: senders.length })} {total === 1 ? "sender" : "senders"}
          </Pagination>
        )
      }
    >
        <DataTable label="Senders" columns={COLUMNS} rows={senders} rowKey={(sender) => sender.id} rowHref={(sender) => `${path}/${sender.id}`} empty={<NoSenders sandbox={account.kind === "sandbox"} />} />
      <LiveRefresh active={senders.some((sender) => sender.achieved > 0)} />
    </IndexPage>
  );
}

const COLUMNS: Column<Sender>[] = [
  { name: "Name", cell: (sender) => sender.name },
  { name: "Number", cell: (sender) => <Phone number={sender.phone} masked={false} /> },
  { name: "Status", cell: (sender) => <SenderBadge status={sender.status} held={sender.holdReason !== null} quiet />, narrow: "aside" },
  { name: "Quality", cell: (sender) => <QualityBadge quality={sender.quality} quiet /> },
  { name: "Messaging limit", cell: (sender) => sender.messagingLimit ?? <span className="text-ink-faint">Not known</span> },
  { name: "Sending now", cell: (sender) => <SenderRateText achieved={sender.achieved} mps={sender.mps} />, numeric: true },
];

function NoSenders({ sandbox }: { sandbox: boolean }) {
  return (
    <Empty kind="nothing-yet" title="No senders yet">
      {sandbox
        ? "The sandbox brings one sender of its own. It appears here once the account’s credentials have been checked with Twilio."
        : "WhatsApp senders are registered in Twilio. They appear here once Twilio knows them."}
    </Empty>
  );
}
