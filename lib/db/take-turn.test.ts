import { beforeAll, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { takeTurn } from "./take-turn.ts";
import { freshDatabase } from "./testing.ts";

beforeAll(async () => void (await freshDatabase()));

test("of many who ask at once one has the turn, and the next one only when its time has come", async () => {
  const asked = await Promise.all(Array.from({ length: 8 }, () => takeTurn(pool(), "upkeep", 60_000)));
  expect(asked.filter(Boolean)).toHaveLength(1);
  expect(await takeTurn(pool(), "upkeep", 60_000)).toBe(false);
  expect(await takeTurn(pool(), "something else", 60_000)).toBe(true);
  await pool().query(`update engine_turn set at = at - interval '1 minute'`);
  expect(await takeTurn(pool(), "upkeep", 60_000)).toBe(true);
});

test("a clock that was set back ends nobody's work", async () => {
  await pool().query(`update engine_turn set at = app_now() + interval '1 hour'`);
  expect(await takeTurn(pool(), "upkeep", 60_000)).toBe(true);
});
