import { expect, test } from "vitest";
import { Rooms } from "./rooms.ts";

test("each account has its own room, and what is on its way, waits or is being claimed takes from it", () => {
  const rooms = new Rooms((accountId) => (accountId === "a" ? 10 : 3));
  rooms.left("a");
  rooms.left("a");
  expect(rooms.reserve("a", 4, 1)).toBe(4);
  expect(rooms.reserve("a", 9, 1)).toBe(3);
  expect(rooms.reserve("a", 9, 1)).toBe(0);
  expect(rooms.reserve("b", 9, 0)).toBe(3);
  rooms.giveBack("a", 4);
  rooms.answered("a");
  expect(rooms.reserve("a", 9, 1)).toBe(5);
});

test("room that has shrunk below what is on its way lets nothing more leave until enough is answered", () => {
  let room = 4;
  const rooms = new Rooms(() => room);
  for (let n = 0; n < 4; n += 1) rooms.left("a");
  room = 2;
  expect(rooms.reserve("a", 5, 0)).toBe(0);
  const seen = [4, 3, 2].map(() => {
    rooms.answered("a");
    return rooms.hasRoom("a");
  });
  expect(seen).toEqual([false, false, true]);
});
