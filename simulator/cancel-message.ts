/** Calls off a message that is scheduled for later. */
import { makeMove } from "./delivery.ts";
import type { Message } from "./message.ts";
import { type AccountState, settleQuiet, type World } from "./world.ts";

/** Nothing else becomes of the message, and the business is told. */
export function cancelMessage(world: World, state: AccountState, message: Message): void {
  if (message.ahead.length > 0) world.movesToCome -= 1;
  message.ahead = [];
  makeMove(world, state, message, { status: "canceled", code: null });
  settleQuiet(world);
}
