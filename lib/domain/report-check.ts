/** When to ask what became of messages whose reports did not come. */

/** A report takes seconds or minutes; what left later than this is not asked about, in seconds. */
export const REPORT_OVERDUE_SECONDS = 600;
/** While a campaign runs, it is walked through so often, in seconds. */
const EVERY_SECONDS = 1_800;
/** After it is over, in seconds after its end: a phone may be off for days. */
const AFTER_END_SECONDS = [600, 3_600, 6 * 3_600, 24 * 3_600, 72 * 3_600];

/** When a campaign is walked through next, or null when it was often enough. */
export function nextReportCheck(finishedAt: Date | null, now: Date): Date | null {
  if (finishedAt === null) return new Date(now.getTime() + EVERY_SECONDS * 1000);
  const next = AFTER_END_SECONDS.map((seconds) => new Date(finishedAt.getTime() + seconds * 1000)).find((at) => at > now);
  return next ?? null;
}
