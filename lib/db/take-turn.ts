/** Work that one worker does for all of them: whoever asks first after its time does it. */
import type { Queryable } from "./connection.ts";

/** A clock that was set back further than this left a turn in the future. */
const AHEAD_MAX = "5 seconds";

/** Whether it is this caller's turn: at most one in `everyMs` milliseconds is told so. */
export async function takeTurn(db: Queryable, name: string, everyMs: number): Promise<boolean> {
  const { rowCount } = await db.query({
    name: "take-turn",
    text: `insert into engine_turn as t (name, at) values ($1, app_now())
           on conflict (name) do update set at = excluded.at
           where t.at <= excluded.at - make_interval(secs => $2) or t.at > excluded.at + interval '${AHEAD_MAX}'`,
    values: [name, everyMs / 1000],
  });
  return rowCount === 1;
}
