/** Who may come into this account, and what each of them may do. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { InviteButton } from "#components/access/invite-button.tsx";
import { MemberActions } from "#components/access/member-actions.tsx";
import { MEMBER_COLUMNS, type MemberRow } from "#components/access/member-columns.tsx";
import { WaitingInvitations } from "#components/access/waiting-invitations.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { INVITATION_MINUTES, listInvitations } from "#lib/db/invitations.ts";
import { listMembers, MEMBER_PAGE_SIZE } from "#lib/db/members.ts";
import { addressOf, neighbours, pageNumber, rangeShown, type SearchParams } from "#lib/forms/search-params.ts";
import { change, invite, remove, revoke } from "./actions.ts";

export const metadata: Metadata = { title: "Access" };

type AccessPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function AccessPage({ params, searchParams }: AccessPageProps) {
  const { person, account, rights } = await requireRight((await params).account, "access.change");
  const path = `/${account.slug}/access`;
  const page = pageNumber((await searchParams).page);
  const [{ members, total }, invitations] = await Promise.all([listMembers(pool(), account.id, page), listInvitations(pool(), account.id)]);
  if (page > 1 && members.length === 0) redirect(path);
  const ways = neighbours(page, { total, size: MEMBER_PAGE_SIZE }, (other) => addressOf(path, { page: other }));
  return (
    <>
      <IndexPage
        title="Access"
        summary={<>Who may come into <bdi>{account.name}</bdi>, and what each may do here. Nobody comes into another account with it.</>}
        secondary={rights.has("record.see") && <ButtonLink href={`/${account.slug}/record`}>See who changed what</ButtonLink>}
        primary={<InviteButton account={account} minutes={INVITATION_MINUTES} invite={invite} />}
        foot={
          <Pagination {...ways}>
            {rangeShown(page, { total, size: MEMBER_PAGE_SIZE, shown: members.length })} {total === 1 ? "person" : "people"}
          </Pagination>
        }
      >
        <DataTable label="People" columns={[...MEMBER_COLUMNS, actionsColumn(account)]} rows={members.map((member) => ({ ...member, isYou: member.personId === person.id }))} rowKey={({ personId }) => personId} />
      </IndexPage>
      <div className="mt-8">
        <WaitingInvitations account={account} invitations={invitations} minutes={INVITATION_MINUTES} invite={invite} revoke={revoke} />
      </div>
    </>
  );
}

function actionsColumn(account: { slug: string; name: string }): Column<MemberRow> {
  return { name: "Actions", cell: (member) => <MemberActions account={account} member={member} change={change} remove={remove} />, numeric: true, narrow: "foot" };
}
