import { expect, test } from "vitest";
import { NoRoom, WaitingRoom } from "./waiting-room.ts";

test("who finds no place is refused at once, and a place is free again however its work ended", async () => {
  const room = new WaitingRoom(2);
  const [good, bad] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const inside = [room.enter(() => good.promise), room.enter(() => bad.promise)];
  await expect(room.enter(async () => "third")).rejects.toBeInstanceOf(NoRoom);
  good.resolve("done");
  bad.reject(new Error("failed"));
  expect((await Promise.allSettled(inside)).map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(await Promise.all([room.enter(async () => "third"), room.enter(async () => "fourth")])).toEqual(["third", "fourth"]);
});
