import { expect, test } from "vitest";
import { freeShares, launchForecast, type ForecastSender } from "./launch-forecast.ts";

const DAY_SECONDS = 86_400;

function forecastOf(senders: Partial<ForecastSender>[], messages: number, lane: "text" | "media" = "text") {
  const all = senders.map((sender, index) => ({ id: "abc".charAt(index), mps: 80, backlog: 0, backlogMedia: 0, ...sender }));
  return launchForecast({ lane, senders: all, shares: freeShares(all, messages, lane), lifeSeconds: DAY_SECONDS });
}

test("one sender at 80 per second sends 4,476 messages in 56 seconds", () => {
  const forecast = forecastOf([{}], 4_476);
  expect(forecast.seconds).toBeCloseTo(55.95, 2);
  expect(forecast.shares).toEqual([{ id: "a", messages: 4_476, backlog: 0 }]);
});

test("shares follow the rates and add up to the whole", () => {
  expect(forecastOf([{}, { mps: 400 }], 1_001).shares.map((share) => share.messages)).toEqual([167, 834]);
});

test("what other campaigns have queued comes first, so that the idle sender takes more and both are done together", () => {
  const forecast = forecastOf([{ backlog: 800 }, {}], 1_600);
  expect(forecast.shares.map((share) => share.messages)).toEqual([400, 1_200]);
  expect(forecast.seconds).toBeCloseTo(15, 6);
  expect(forecastOf([{ backlog: 800 }], 160)).toMatchObject({ seconds: expect.closeTo(12, 6), waitSeconds: expect.closeTo(10, 6) });
});

test("media goes at 80 per second at most, whatever its sender may do with text", () => {
  expect(forecastOf([{ mps: 400 }], 8_000, "media").seconds).toBeCloseTo(100, 6);
  expect(forecastOf([{ mps: 400, backlog: 90_000 }], 8_000, "media").seconds).toBeCloseTo(100, 6);
});

test("the sandbox takes three seconds for each, and what does not fit into a day is counted", () => {
  expect(forecastOf([{ mps: 1 / 3 }], 5).seconds).toBeCloseTo(15, 6);
  expect(forecastOf([{ mps: 1 / 3 }], 5).late).toBe(0);
  expect(forecastOf([{ mps: 1 / 3 }], 30_000).late).toBeCloseTo(1_200, 3);
});

test("waves are shared as the whole is", () => {
  const [one] = [{ id: "a", mps: 80, backlog: 0, backlogMedia: 0 }];
  const forecast = launchForecast({ lane: "text", senders: [one], shares: [1_600], lifeSeconds: DAY_SECONDS, waves: [{ atSeconds: 0, messages: 3 }, { atSeconds: 3_600, messages: 1 }] });
  expect(forecast.seconds).toBeCloseTo(3_605, 6);
});

test("with nobody to send, it is never done; with nobody to write to, it is done", () => {
  expect(forecastOf([], 5).seconds).toBe(Infinity);
  expect(forecastOf([{}], 0).seconds).toBe(0);
});
