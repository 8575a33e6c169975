/** How comparing both books of a sender and a day went: in a word, in a sentence, and as a list of the last days. */
import { Badge, type Look } from "#components/ui/badge.tsx";
import { dayOf } from "#components/ui/date-time-words.ts";
import { Empty } from "#components/ui/empty.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { auditSentence, booksDiffer, PROBLEM_SENTENCE, type AuditCounts } from "#lib/domain/audit-words.ts";
import { LATEST_HOURS, SETTLED_HOURS, type AuditProblem, type AuditStage } from "#lib/domain/sender-audit.ts";

export type ShownAudit = AuditCounts & { day: string; stage: AuditStage; problem: AuditProblem | null; dueAt: Date | null };

const LOOK = {
  agrees: { label: "Agree", tone: "success", mark: "check" },
  differs: { label: "Differ", tone: "warning", mark: "bang" },
  waits: { label: "Being compared", tone: "progress", mark: "half" },
  failed: { label: "Not compared", tone: "warning", mark: "cross" },
} satisfies Record<string, Look>;

export function AuditBadge({ audit, quiet = false }: { audit: ShownAudit; quiet?: boolean }) {
  return <Badge quiet={quiet} look={LOOK[standingOf(audit)]} />;
}

function standingOf(audit: ShownAudit): keyof typeof LOOK {
  if (audit.stage === "done") return booksDiffer(audit) ? "differs" : "agrees";
  return audit.problem === null ? "waits" : "failed";
}

/** What came of it, or why nothing did yet. */
export function auditText(audit: ShownAudit): string {
  if (audit.stage === "done") return auditSentence(audit);
  if (audit.problem === null) return "Twilio’s list is walked through a few pages at a time, while nothing leaves the account.";
  return `${PROBLEM_SENTENCE[audit.problem]} ${audit.dueAt === null ? "This day is not tried again." : "It is tried again."}`;
}

/** `path` is of the page with what differs. */
export function AuditList({ audits, path }: { audits: ShownAudit[]; path: string }) {
  if (audits.length === 0) return <NoDayYet />;
  return (
    <ul className="divide-y divide-line border-y border-line">
      {audits.map((audit) => (
        <li key={audit.day} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2">
          <span className="flex min-w-0 flex-1 basis-64 flex-wrap items-baseline gap-x-3">
            <TextLink href={`${path}?day=${audit.day}`}>{dayOf(audit.day)}</TextLink>
            <span className="min-w-0 text-ink-soft wrap-anywhere">{auditText(audit)}</span>
          </span>
          <AuditBadge audit={audit} quiet />
        </li>
      ))}
    </ul>
  );
}

function NoDayYet() {
  return (
    <Empty kind="waiting" title="No day has been compared yet">
      A day appears here {SETTLED_HOURS} hours after it ends in UTC, once nothing leaves the account; if it is never quiet, {LATEST_HOURS} hours after. It says whether both books agree, and which messages differ.
    </Empty>
  );
}
