import { setImmediate } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { closeAll, closing } from "./closing.ts";

test("what was opened last is closed first, and once however often it is asked for", async () => {
  const closed: string[] = [];
  const closeServer = closing(async () => void closed.push("server"));
  closing(async () => void closed.push("workers"));
  await closeAll();
  await closeServer();
  expect(closed).toEqual(["workers", "server"]);
});

test("what cannot be closed is told and keeps nothing else from being closed", async () => {
  const told = vi.spyOn(console, "error").mockReturnValue(undefined);
  const closed: string[] = [];
  closing(async () => void closed.push("server"));
  closing(() => Promise.reject(new Error("It is gone already.")));
  await closeAll();
  expect(closed).toEqual(["server"]);
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
});

test("a part that is being closed is waited for", async () => {
  let isClosed = false;
  const close = closing(async () => {
    await setImmediate();
    isClosed = true;
  });
  void close();
  await closeAll();
  expect(isClosed).toBe(true);
});
