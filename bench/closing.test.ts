import { expect, test } from "vitest";
import { closeAll, closing } from "./closing.ts";

test("what was opened last is closed first, and once however often it is asked for", async () => {
  const closed: string[] = [];
  const closeServer = closing(async () => void closed.push("server"));
  closing(async () => void closed.push("workers"));
  await closeAll();
  await closeServer();
  expect(closed).toEqual(["workers", "server"]);
});

test("what cannot be closed keeps nothing else from being closed", async () => {
  const closed: string[] = [];
  closing(async () => void closed.push("server"));
  const failing = closing(async () => {
    throw new Error("It is gone already.");
  });
  await expect(failing()).rejects.toThrow("gone");
  await closeAll();
  expect(closed).toEqual(["server"]);
});

test("a part that is being closed is waited for", async () => {
  let isClosed = false;
  const close = closing(async () => {
    await Promise.resolve();
    isClosed = true;
  });
  void close();
  await closeAll();
  expect(isClosed).toBe(true);
});
