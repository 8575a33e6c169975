/** People and their rights, one row a person: a column for each kind of thing that can be done. */
import type { Column } from "#components/ui/data-table.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { RelativeTime } from "#components/ui/time.tsx";
import { RIGHT_WORDS, rightsOf } from "#lib/domain/rights.ts";
import type { Role } from "#lib/domain/states.ts";
import { RIGHT_GROUPS, type RightGroup, shareOf } from "./right-groups.ts";

export type MemberRow = { personId: string; name: string; email: string; role: Role; withheld: string[]; recipientsMax: number | null; disabled: boolean; lastSeenAt: Date | null; isYou: boolean };

export const ROLE_NAMES: Record<Role, string> = { admin: "Admin", marketer: "Marketer", analyst: "Analyst" };

export const MEMBER_COLUMNS: Column<MemberRow>[] = [
  { name: "Person", cell: (member) => <Who member={member} />, text: ({ name, email }) => `${name}, ${email}`, width: "18%" },
  { name: "Role", cell: (member) => <RoleAndVisit member={member} />, narrow: "aside", width: "13%" },
  ...RIGHT_GROUPS.map((group): Column<MemberRow> => ({ name: group.name, cell: (member) => <Has group={group} member={member} />, narrow: "fact" })),
];

function Who({ member: { name, email, isYou, disabled } }: { member: MemberRow }) {
  return (
    <span className="flex min-w-0 flex-col leading-tight sm:max-w-48">
      <span className="truncate font-strong text-ink">
        <bdi>{name}</bdi>
        {isYou && <span className="font-normal text-ink-soft"> (you)</span>}
        {disabled && <span className="font-normal text-danger-ink"> (may not sign in)</span>}
      </span>
      <span className="truncate font-normal text-ink-soft">{email}</span>
    </span>
  );
}

function RoleAndVisit({ member: { role, lastSeenAt } }: { member: MemberRow }) {
  return (
    <span className="flex min-w-0 flex-col leading-tight">
      {ROLE_NAMES[role]}
      <span className="truncate font-normal text-ink-soft">{lastSeenAt ? <>here <RelativeTime at={lastSeenAt} /></> : "never here yet"}</span>
    </span>
  );
}

/** A tick, a part of it, or nothing; in words for whoever does not see it. */
function Has({ group, member: { role, withheld, recipientsMax } }: { group: RightGroup; member: MemberRow }) {
  const has = rightsOf(role, withheld);
  const share = shareOf(group, has);
  const may = group.rights.filter((right) => has.has(right)).map((right) => RIGHT_WORDS[right]);
  const limit = group.key === "launch" && share !== "none" && recipientsMax !== null ? formatNumber(recipientsMax) : null;
  if (share === "none") {
    return (
      <span data-nothing className="text-ink-faint">
        <span aria-hidden="true">–</span>
        <span className="sr-only">May not</span>
      </span>
    );
  }
  return (
    <span className="inline-flex items-center gap-1.5" title={`May ${may.join(", ")}`}>
      <Mark name={share === "all" ? "check" : "half"} className={share === "all" ? "text-success" : "text-warning"} />
      <span className={limit === null ? "sr-only" : undefined}>{limit === null ? (share === "all" ? "May" : "May in part") : `to ${limit}`}</span>
    </span>
  );
}
