/** What the engine runs on, and what tells that it is not where it was: a restored backup or a clone may repeat what was sent since. */

/** `folder` is null where the role that asks may not know it. */
export type EngineHome = { system: string; timeline: number; database: string; folder: string | null };

/** How long no engine may have run while there was work, before somebody has to look, in milliseconds. */
export const SILENT_MAX_MS = 10 * 60_000;

export type HomeChange = "other-server" | "other-history" | "other-database" | "moved" | "was-away";

export type Absence = {
  /** Only the start of an engine asks how long none ran: one that sleeps and wakes with its database has missed nothing. */
  starting: boolean;
  /** Since the last sign of any engine, in milliseconds. */
  silentMs: number;
  /** How long it may be, in milliseconds: longer than `SILENT_MAX_MS` where engines are known to run seldom. */
  silentMaxMs?: number | undefined;
  /** Whether a campaign of an account that is not simulated was running. */
  underWay: boolean;
};

/** What is different, or null: then the engine may send. The first start of all has nothing to compare. */
export function homeChange(before: EngineHome | null, now: EngineHome, absence: Absence): HomeChange | null {
  if (before === null) return null;
  if (before.system !== now.system) return "other-server";
  if (before.timeline !== now.timeline) return "other-history";
  if (before.database !== now.database) return "other-database";
  if (before.folder !== null && now.folder !== null && before.folder !== now.folder) return "moved";
  return absence.starting && absence.underWay && absence.silentMs > Math.max(SILENT_MAX_MS, absence.silentMaxMs ?? 0) ? "was-away" : null;
}

const WHAT: Record<HomeChange, string> = {
  "other-server": "The database runs on another PostgreSQL server than before: it was restored, or it is a copy.",
  "other-history": "The database was restored to an earlier moment, or another server took over from the one that failed.",
  "other-database": "The database is another one than before: it was restored from a dump, or it is a copy.",
  moved: "The database lies in another folder than before: it was moved, or it is a copy.",
  "was-away": `No worker ran for more than ${SILENT_MAX_MS / 60_000} minutes while a campaign was running: this may be the state of an earlier moment.`,
};

/** Why it is held, as people read it. */
export function homeChangeReason(change: HomeChange): string {
  return `${WHAT[change]} What was sent meanwhile may not be known here, and would go out a second time.`;
}
