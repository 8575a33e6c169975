import { expect, test } from "vitest";
import * as fc from "fast-check";
import { DELIVERY_STATES, type DeliveryState } from "./states.ts";
import { deliveryFrom } from "./status-word.ts";

test("Twilio's words become ours", () => {
  expect(deliveryFrom("accepted", undefined)).toBe("queued");
  expect(deliveryFrom("delivered", undefined)).toBe("delivered");
  expect(deliveryFrom("read", undefined)).toBe("read");
});

test("a read receipt may come beside another status", () => {
  expect(deliveryFrom("delivered", "READ")).toBe("read");
});

test("a word that is not documented is no status", () => {
  expect(deliveryFrom("DELIVERED", undefined)).toBeNull();
  expect(deliveryFrom("", undefined)).toBeNull();
  expect(deliveryFrom("constructor", undefined)).toBeNull();
});

test("the highest rank wins in whatever order and however often callbacks come", () => {
  const rank = (state: DeliveryState) => DELIVERY_STATES.indexOf(state);
  const join = (events: DeliveryState[]) => events.reduce((best, next) => (rank(next) > rank(best) ? next : best), "none");
  const events = fc.array(fc.constantFrom(...DELIVERY_STATES), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(events, fc.func(fc.integer()), (came, order) => {
      const shuffled = [...came, ...came].sort((left, right) => order(left) - order(right));
      expect(join(shuffled)).toBe(join(came));
    }),
    { numRuns: 2_000 },
  );
  expect(join(["failed", "delivered", "queued"])).toBe("delivered");
});
