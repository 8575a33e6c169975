import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { listReadHours } from "./list-read-hours.ts";
import { freshDatabase } from "./testing.ts";
import { seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  for (const accountId of [cast.accounts.live, cast.accounts.foreign]) {
    const { rows } = await pool().query<{ id: string }>(`insert into campaign (account_id, name, state, launched_at) values ($1, 'One', 'completed', now() - interval '10 days') returning id`, [accountId]);
    await pool().query(
      // The last Monday but one that is over, at 22:30 and 22:40 UTC, and long before anything counts.
      `
      insert into campaign_tally (account_id, campaign_id, bucket_at, shard, accepted, read)
      select $1, $2, at, shard, accepted, read
      from (select date_trunc('week', now() at time zone 'UTC') at time zone 'UTC' - interval '7 days' as monday) as m,
           lateral (values (monday + interval '22 hours 30 minutes', 0, 5, 3), (monday + interval '22 hours 40 minutes', 1, 0, 4), (now() - interval '60 days', 0, 900, 900)) as v(at, shard, accepted, read)
      `,
      [accountId, rows[0]?.id],
    );
  }
});
afterAll(disconnect);

test("reads are summed by the reader's own weekday and hour, of this account and this time alone", async () => {
  const at = (zone: string) => listReadHours(pool(), cast.accounts.live, { days: 28, zone });
  expect(await at("UTC")).toEqual([{ weekday: 1, hour: 22, accepted: 5, read: 7 }]);
  expect(await at("Asia/Tokyo")).toEqual([{ weekday: 2, hour: 7, accepted: 5, read: 7 }]);
});
