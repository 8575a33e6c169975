import { expect, test } from "vitest";
import { launchForecast } from "./launch-forecast.ts";

test("one sender at 80 per second sends 4,476 messages in 56 seconds", () => {
  const forecast = launchForecast([{ id: "a", mps: 80, backlog: 0 }], 4476);
  expect(forecast.seconds).toBeCloseTo(55.95, 2);
  expect(forecast.shares).toEqual([{ id: "a", messages: 4476, backlog: 0 }]);
});

test("shares follow the rates and add up to the whole", () => {
  const { shares } = launchForecast([{ id: "a", mps: 80, backlog: 0 }, { id: "b", mps: 400, backlog: 0 }], 1001);
  expect(shares.map((share) => share.messages)).toEqual([167, 834]);
});

test("what other campaigns have queued on the same sender comes first", () => {
  const forecast = launchForecast([{ id: "a", mps: 80, backlog: 800 }, { id: "b", mps: 80, backlog: 0 }], 160);
  expect(forecast.seconds).toBe(11);
  expect(forecast.waitSeconds).toBe(10);
});

test("the sandbox takes three seconds for each", () => {
  expect(launchForecast([{ id: "a", mps: 1 / 3, backlog: 0 }], 5).seconds).toBeCloseTo(15, 6);
});

test("with nobody to send, it is never done; with nobody to write to, it is done", () => {
  expect(launchForecast([], 5).seconds).toBe(Infinity);
  expect(launchForecast([], 0).seconds).toBe(0);
});
