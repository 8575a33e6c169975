import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepRunning, type Life } from "./keep-running.ts";

/** A part whose lives end when the test says so. */
function mortal() {
  const lives: { die: (how: string) => void; stopped: boolean }[] = [];
  const launch = async (): Promise<Life> => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const life = { die: resolve, stopped: false };
    lives.push(life);
    return {
      ended: promise,
      stop: async () => {
        life.stopped = true;
        resolve("as asked");
      },
    };
  };
  return { lives, launch };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("a part that dies is started again, and somebody is told", async () => {
  const { lives, launch } = mortal();
  await keepRunning("worker", launch);
  lives[0]?.die("by SIGKILL");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(lives).toHaveLength(2);
  expect(console.error).toHaveBeenCalledWith("The worker ended by SIGKILL; starting it again.");
});

test("a part that dies five times in a row is given up with a sentence", async () => {
  const { lives, launch } = mortal();
  const part = await keepRunning("worker", launch);
  for (let life = 0; life < 5; life += 1) {
    lives[life]?.die("with code 1");
    await vi.advanceTimersByTimeAsync(5_000);
  }
  expect(await part.failed).toBe("The worker ended with code 1, for the 5th time in a row.");
  expect(lives).toHaveLength(5);
});

test("a part that is stopped stays stopped, also when it was just being started again", async () => {
  const { lives, launch } = mortal();
  const part = await keepRunning("worker", launch);
  await part.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lives).toHaveLength(1);
  expect(lives[0]?.stopped).toBe(true);

  const again = mortal();
  const other = await keepRunning("worker", again.launch);
  again.lives[0]?.die("by SIGKILL");
  await vi.advanceTimersByTimeAsync(1_000);
  await other.stop();
  expect(again.lives[1]?.stopped).toBe(true);
});

test("a part that is stopped while it rests before its next life is not started again", async () => {
  const { lives, launch } = mortal();
  const part = await keepRunning("worker", launch);
  lives[0]?.die("by SIGKILL");
  await vi.advanceTimersByTimeAsync(100);
  await part.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lives).toHaveLength(1);
});

test("a part that cannot be started at all is the caller's to explain", async () => {
  await expect(keepRunning("database", () => Promise.reject(new Error("no room")))).rejects.toThrow("no room");
});

test("a part that dies and cannot be started again says why", async () => {
  const { lives, launch } = mortal();
  let tries = 0;
  const part = await keepRunning("database", () => (tries++ === 0 ? launch() : Promise.reject(new Error("the disk is full"))));
  lives[0]?.die("by itself");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await part.failed).toBe("The database does not start again: the disk is full");
});
