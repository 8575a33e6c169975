import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openEnginePool, pool } from "./connection.ts";
import { markAmbiguous, returnUndeparted } from "./reap-attempts.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

/** More than several passes look at. */
const BESIDE = 5_000;
const SHARD = 7;

let engine: pg.Pool;
let seeded: SeededCampaign;

beforeAll(async () => {
  await freshDatabase();
  engine = openEnginePool();
});
afterAll(() => engine.end());
beforeEach(async () => void (await pool().query(`truncate account cascade`)));

/** Every message is under way: so old is the slot of each, in seconds, the first the oldest, and this many departed. */
async function underWay({ people, departed, agoSeconds }: { people: number; departed: "all but the last" | "only the last" | "none"; agoSeconds: number }): Promise<void> {
  seeded = await seedCampaign(pool(), { people, mps: 80 });
  await pool().query(
    `
    with taken as (update message set state = 'sending' returning account_id, id),
    placed as (select account_id, id, row_number() over (order by id) = count(*) over () as is_last, row_number() over (order by id desc) as place from taken)
    insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at)
    select account_id, id, 1, $1, 'gone', app_now() - make_interval(secs => $2 + place * 0.0001),
           case when $3 = 'all but the last' and not is_last or $3 = 'only the last' and is_last then app_now() - make_interval(secs => $2) end
    from placed
    `,
    [randomUUID(), agoSeconds, departed],
  );
}

async function lastState(): Promise<string | undefined> {
  const { rows } = await pool().query<{ state: string }>(`select state from message where campaign_id = $1 order by id desc limit 1`, [seeded.campaignId]);
  return rows[0]?.state;
}

test("what never left is given back however much that did leave is older", async () => {
  await underWay({ people: BESIDE + 1, departed: "all but the last", agoSeconds: 10 });
  expect(await returnUndeparted(engine)).toBe(1);
  expect(await lastState()).toBe("queued");
});

test("what left and was never answered is given up however much that never left is older", async () => {
  await underWay({ people: BESIDE + 1, departed: "only the last", agoSeconds: 40 });
  expect(await markAmbiguous(engine, SHARD)).toBe(1);
  expect(await lastState()).toBe("unknown");
});

test.each<[string, "none" | "all", () => Promise<number>]>([
  ["given back", "none", () => returnUndeparted(engine)],
  ["given up", "all", () => markAmbiguous(engine, SHARD)],
])("a message that somebody holds for long keeps no other from being %s", async (_name, departed, reap) => {
  await underWay({ people: 20, departed: "none", agoSeconds: 40 });
  if (departed === "all") await pool().query(`update attempt set departed_at = slot_at`);
  const held = await pool().connect();
  try {
    await held.query(`begin`);
    await held.query(`select 1 from message order by id limit 1 for update`);
    expect(await reap()).toBe(19);
  } finally {
    await held.query(`rollback`);
    held.release();
  }
  expect(await reap()).toBe(1);
});
