import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freshenPresent, readPresent, subscribePresent } from "./present.ts";

const leave: (() => void)[] = [];
const come = (listener: () => void = () => undefined) => void leave.push(subscribePresent(listener));

beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2026-11-26T12:00:00Z") }));
afterEach(() => {
  for (const each of leave.splice(0)) each();
  vi.useRealTimers();
});

test("whoever comes anew reads what time it is, and so does everybody who is there", () => {
  const heard = vi.fn<() => void>();
  come(heard);
  heard.mockClear();
  vi.advanceTimersByTime(9_000);
  expect(Date.now() - readPresent()).toBe(9_000);
  come();
  expect(readPresent()).toBe(Date.now());
  expect(heard).toHaveBeenCalledTimes(1);
});

test("a page full of moments that come together moves the present once", () => {
  const heard = vi.fn<() => void>();
  come(heard);
  heard.mockClear();
  vi.advanceTimersByTime(9_000);
  for (let count = 0; count < 50; count += 1) come();
  expect(heard).toHaveBeenCalledTimes(1);
});

test("a clock that was set back is followed, and what is fresh is left alone", () => {
  come();
  const before = readPresent();
  vi.advanceTimersByTime(900);
  freshenPresent();
  expect(readPresent()).toBe(before);
  vi.setSystemTime(before - 3_600_000);
  freshenPresent();
  expect(readPresent()).toBe(before - 3_600_000);
});

test("it ticks as long as somebody listens", () => {
  const heard = vi.fn<() => void>();
  come(heard);
  heard.mockClear();
  vi.advanceTimersByTime(30_000);
  expect(heard).toHaveBeenCalledTimes(2);
  leave.splice(0).forEach((each) => each());
  expect(vi.getTimerCount()).toBe(0);
});
