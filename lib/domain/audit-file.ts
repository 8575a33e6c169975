/** The record as a file: times in UTC, the action as it is kept, and its sentence beside it. */
import { deedOf } from "./audit-deed.ts";
import { BYTE_ORDER_MARK, csvLine } from "./csv-formula.ts";

export function auditFileHead(): string {
  return BYTE_ORDER_MARK + csvLine(["When (UTC)", "Who", "What", "About", "Action", "Subject", "Detail"]);
}

export function auditFileLine({ at, actor, action, subject, subjectKind, subjectId, detail }: { at: Date; actor: string | null; action: string; subject: string | null; subjectKind: string; subjectId: string; detail: Record<string, unknown> }): string {
  return csvLine([at.toISOString(), actor ?? "Drumbeat", deedOf(action), subject ?? "", action, `${subjectKind} ${subjectId}`, JSON.stringify(detail)]);
}
