/** When a campaign starts, and between which hours of their own day its people are written to: its columns, and the two things they say. */
import type { CampaignStart } from "#lib/domain/campaign-start.ts";
import type { LocalHours } from "#lib/domain/local-hours.ts";
import type { Queryable, Tx } from "./connection.ts";

/** Null starts it when it is launched, and writes at any hour. */
export type Schedule = { start: CampaignStart | null; hours: LocalHours | null };

export type ScheduleRow = { startAt: Date | null; startWall: string | null; startZone: string | null; startOffset: string | null; hoursFrom: number | null; hoursUntil: number | null };

/** Columns of the table `c`, for a ScheduleRow. */
export const SCHEDULE = `c.start_at as "startAt", c.start_wall as "startWall", c.start_zone as "startZone", c.start_offset as "startOffset", c.hours_from as "hoursFrom", c.hours_until as "hoursUntil"`;

/** The row with its start and hours in one piece each. */
export function withSchedule<Row extends ScheduleRow>(row: Row): Omit<Row, keyof ScheduleRow> & Schedule {
  const { startAt, startWall, startZone, startOffset, hoursFrom, hoursUntil, ...rest } = row;
  const start = startAt === null || startWall === null || startZone === null || startOffset === null ? null : { at: startAt, wall: startWall, zone: startZone, offset: startOffset };
  return { ...rest, start, hours: hoursFrom === null || hoursUntil === null ? null : { from: hoursFrom, until: hoursUntil } };
}

type Ref = { accountId: string; campaignId: string };

/** Replaces both. */
export async function setSchedule(tx: Tx, ref: Ref, { start, hours }: Schedule): Promise<void> {
  await tx.query(
    `
    update campaign
    set start_at = $3, start_wall = $4, start_zone = $5, start_offset = $6, hours_from = $7, hours_until = $8, updated_at = app_now()
    where account_id = $1 and id = $2
    `,
    [ref.accountId, ref.campaignId, start?.at ?? null, start?.wall ?? null, start?.zone ?? null, start?.offset ?? null, hours?.from ?? null, hours?.until ?? null],
  );
}

/** What the database takes for now: what is ahead is ahead of it. */
export async function findNow(db: Queryable): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>(`select app_now() as now`);
  const now = rows[0]?.now;
  if (!now) throw new Error("The database told no time.");
  return now;
}
