/** How late messages reached the simulator, against the slots that the database granted. */
import { pool } from "#lib/db/connection.ts";
import type { TestWorld } from "./test-world.ts";

/** The most slots that any window of one second holds: what the limiter granted, whatever the machine did with it. */
export async function mostSlotsInOneSecond(): Promise<number> {
  const { rows } = await pool().query<{ most: number }>(
    `select max(n)::int as most from (select count(*) over (order by slot_at range between current row and interval '999999 microseconds' following) as n from attempt) as windows`,
  );
  return rows[0]?.most ?? 0;
}

/** The greatest lateness and its 99.9th percentile, in milliseconds from slot to acceptance. */
export async function lateness(world: TestWorld): Promise<{ lateMs: number; usualLateMs: number }> {
  const { rows } = await pool().query<{ sid: string; slotMs: number }>(
    `select message_sid as sid, extract(epoch from slot_at)::float8 * 1000 as "slotMs" from attempt where message_sid is not null`,
  );
  const slots = new Map(rows.map((row) => [row.sid, row.slotMs]));
  const late = world.simulator
    .messages({ limit: 10_000 })
    .messages.flatMap((message) => message.acceptedAt - (slots.get(message.sid) ?? message.acceptedAt))
    .sort((left, right) => left - right);
  return { lateMs: Math.max(0, late.at(-1) ?? 0), usualLateMs: late[Math.floor(late.length * 0.999)] ?? 0 };
}
