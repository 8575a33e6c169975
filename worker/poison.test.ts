/** One message that cannot be sent, among others that can. */
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { DrainWorld } from "#lib/drain/drain-world.ts";
import type { OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { untilFinished, violationsOf } from "./test-drains.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

let world: TestWorld;
let open: OpenDrain;
let stop: AbortController;
let running: Promise<unknown>;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  world = await openTestWorld();
});
afterEach(async () => {
  stop.abort();
  await running;
  await open.close();
  await world.close();
});

function startDrain(bend: (of: DrainWorld) => DrainWorld = (of) => of): void {
  open = drainOf(world, "drain");
  stop = new AbortController();
  running = runDrain(bend(open.world), stop.signal);
}

/** One in the middle of a batch. */
async function poisoned(): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(`select m.id::text from message m order by m.id offset 7 limit 1`);
  return rows[0]?.id ?? "";
}

test.each<[string, string]>([
  ["are empty", `{"1": ""}`],
  ["have a line break", `{"1": "Ana\\nB"}`],
  ["are no text", `{"1": 7}`],
  ["are none at all", `null`],
])("a message whose variables %s is refused alone, and those beside it arrive", async (_name, variables) => {
  const { campaignId, queued } = await launchTo(world, { people: 30, mps: 100 });
  const id = await poisoned();
  await pool().query(`update message set variables = $2::jsonb where id = $1`, [id, variables]);
  startDrain();
  await untilFinished(campaignId);
  expect(await statesOf(campaignId)).toEqual({ accepted: queued - 1, rejected: 1 });
  expect((await pool().query(`select m.id::text, m.error_code as code from message m where m.state = 'rejected'`)).rows).toEqual([{ id, code: 21656 }]);
  expect(await violationsOf(world)).toEqual([]);
});

test("a message on which our own code stumbles before it leaves waits alone, and those beside it arrive", async () => {
  const { campaignId, queued } = await launchTo(world, { people: 30, mps: 100 });
  const id = await poisoned();
  startDrain(({ send, ...rest }) => ({
    ...rest,
    send: async (message, departing) => {
      if (message.messageId === id) throw new Error("It cannot be written.");
      return send(message, departing);
    },
  }));
  const tried = () => pool().query<{ outcome: string }>(`select outcome from attempt where message_id = $1 order by n`, [id]);
  await until(() => statesOf(campaignId), ({ accepted }) => accepted === queued - 1);
  await until(tried, ({ rows }) => rows[0]?.outcome === "not_sent");
  expect(world.simulator.stats().recipients).toMatchObject({ distinct: queued - 1, acceptedMoreThanOnce: 0 });
});
