import { expect, test } from "vitest";
import { deliveryView, type DeliveryStep } from "./delivery-steps.ts";

const START = Date.UTC(2026, 2, 3, 8, 0);

function minutes(happened: Record<number, number>): DeliveryStep[] {
  return Array.from({ length: 360 }, (_, minute) => ({ at: new Date(START + minute * 60_000), accepted: happened[minute] ?? 0, delivered: 0, read: 0, failed: 0 }));
}

test("what happened within the last hour is shown minute by minute", () => {
  const view = deliveryView(minutes({ 340: 4_800 }));
  expect(view.span).toBe("hour");
  expect(view.steps).toHaveLength(60);
  expect(view.steps[40]).toMatchObject({ at: new Date(START + 340 * 60_000), accepted: 4_800 });
});

test("what happened before that is shown in steps of ten minutes, and nothing of it is lost", () => {
  const view = deliveryView(minutes({ 5: 10, 9: 20, 10: 1, 359: 7 }));
  expect(view.span).toBe("six-hours");
  expect(view.steps).toHaveLength(36);
  expect(view.steps.map((step) => step.accepted).filter((count) => count > 0)).toEqual([30, 1, 7]);
});

test("an account in which nothing happened shows a quiet hour", () => {
  expect(deliveryView(minutes({})).span).toBe("hour");
  expect(deliveryView([])).toEqual({ steps: [], span: "hour" });
});
