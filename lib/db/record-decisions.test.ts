import { beforeAll, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { recordDecisions, type Decision } from "./record-decisions.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let seeded: SeededCampaign;

beforeAll(async () => {
  await freshDatabase();
  seeded = await seedCampaign(pool(), { people: 3, mps: 80 });
});

test("decisions that are alike are one row with a count, others stand apart", async () => {
  const { accountId, senderId } = seeded;
  const slowed: Decision = { accountId, senderId, kind: "slowed", messages: 1, code: 63018, reason: "Meta asked to slow down." };
  const held: Decision = { accountId, senderId, kind: "held", messages: 0, reason: "It went offline." };
  await Promise.all([recordDecisions(pool(), [slowed, slowed, held]), recordDecisions(pool(), [held, slowed])]);
  await recordDecisions(pool(), []);
  const { rows } = await pool().query<{ kind: string; messages: number }>(`select kind, sum(messages)::int as messages, count(*)::int as n from decision group by kind order by kind`);
  expect(rows).toMatchObject([
    { kind: "held", messages: 0 },
    { kind: "slowed", messages: 3 },
  ]);
  // A border of ten seconds between the two statements makes two rows of them, and no more.
  for (const row of rows) expect(row).toHaveProperty("n", expect.toSatisfy((n: number) => n <= 2));
});
