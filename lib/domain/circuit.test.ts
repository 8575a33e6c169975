import fc from "fast-check";
import { expect, test } from "vitest";
import { PERSONAL_CODES, STORM_FAILED_MIN, tripOf } from "./circuit.ts";
import { TELLING_CODES } from "./reaction.ts";

const of = (senderId: string, arrived: number, failed: number) => ({ senderId, arrived, failed });

test("a storm holds the campaign with the twentieth failure, and not before", () => {
  expect(tripOf([of("a", 0, STORM_FAILED_MIN - 1)])).toBeNull();
  expect(tripOf([of("a", 0, STORM_FAILED_MIN)])).toEqual({ kind: "campaign", arrived: 0, failed: STORM_FAILED_MIN });
  expect(tripOf([of("a", 0, 10), of("b", 0, 10)])).toEqual({ kind: "campaign", arrived: 0, failed: 20 });
});

test("while as many arrive as fail it goes on, however many fail", () => {
  expect(tripOf([of("a", 1_000, 1_000)])).toBeNull();
  expect(tripOf([of("a", 999, 1_000)])).toMatchObject({ kind: "campaign" });
});

test("a sender that fails beside others that do not is held alone", () => {
  expect(tripOf([of("a", 400, 1), of("b", 2, 25)])).toEqual({ kind: "senders", senders: [of("b", 2, 25)] });
});

test("at most what one cause may cost is lost: whatever the senders, the whole trips as soon as it fails often enough", () => {
  const reports = fc.array(fc.record({ senderId: fc.uuid(), arrived: fc.nat(500), failed: fc.nat(100) }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(reports, (all) => {
      const [arrived, failed] = [all.reduce((n, each) => n + each.arrived, 0), all.reduce((n, each) => n + each.failed, 0)];
      if (failed >= STORM_FAILED_MIN && failed > arrived) expect(tripOf(all)).not.toBeNull();
    }),
  );
});

test("a code that says something of the sender, account or template counts, and a person's own does not", () => {
  expect(PERSONAL_CODES).toEqual(expect.arrayContaining([63003, 63024, 63049, 21610, 30008]));
  expect(PERSONAL_CODES.filter((code) => [20003, 63007, 63016, 63051].includes(code))).toEqual([]);
  expect(TELLING_CODES.filter((code) => PERSONAL_CODES.includes(code))).toEqual([63033, 63050, 21610, 30630]);
});
