import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf, type FunnelStage } from "./funnel-ledger.ts";

const stage = (key: string, count: number, lost: number[] = []): FunnelStage => ({ key, name: key, count, losses: lost.map((people, index) => ({ key: `${key}-${index}`, name: "lost", count: people })) });

test("a campaign in which everybody is accounted for adds up", () => {
  const ledger = ledgerOf([stage("audience", 5_000, [180, 49]), stage("accepted", 4_771, [11, 200, 60]), stage("delivered", 4_500, [1_400]), stage("read", 3_100)]);
  expect(ledger).toMatchObject({ whole: 5_000, lost: 1_900, left: 3_100, missing: 0, twice: 0 });
});

test("a loss stands behind what goes on, and behind the loss before it", () => {
  const [first] = ledgerOf([stage("audience", 100, [20, 10]), stage("accepted", 70)]).stages;
  expect(first?.losses.map((loss) => loss.before)).toEqual([70, 90]);
});

test("those whom no stage and no loss names are missing", () => {
  const ledger = ledgerOf([stage("audience", 100, [20]), stage("accepted", 70)]);
  expect(ledger).toMatchObject({ missing: 10, twice: 0 });
  expect(ledger.stages[0]?.missing).toBe(10);
});

test("those whom two of them name are said to be counted twice", () => {
  expect(ledgerOf([stage("audience", 100, [20]), stage("accepted", 85)])).toMatchObject({ missing: 0, twice: 5 });
  expect(ledgerOf([stage("audience", 100, [120])])).toMatchObject({ left: 0, missing: 0, twice: 20 });
});

test("nothing at all adds up", () => {
  expect(ledgerOf([])).toEqual({ whole: 0, stages: [], left: 0, lost: 0, missing: 0, twice: 0 });
});

test("whatever the numbers, the ledger is all of the whole", () => {
  const stages = fc.array(fc.record({ count: fc.nat(9_000), lost: fc.array(fc.nat(3_000), { maxLength: 4 }) }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(stages, (drawn) => {
      const { whole, left, lost, missing, twice } = ledgerOf(drawn.map(({ count, lost: people }, index) => stage(String(index), count, people)));
      expect(left + lost + missing - twice).toBe(whole);
    }),
  );
});
