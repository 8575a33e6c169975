/** Looks at a create when its headers are there, and decides whether the connection is reset before anybody reads on. */
import { whoAsks } from "./credentials.ts";
import { type RequestHead, enterRequest } from "./rest.ts";
import { isCreate } from "./request-log.ts";
import type { World } from "./world.ts";

/** Whether to reset; such a request is in the log with everything that its headers told. */
export function resetsUnread(world: World, head: RequestHead): boolean {
  if (!isCreate(head)) return false;
  world.begun += 1;
  if (!world.faults.resetsUnread({ number: world.begun, seed: world.settings.seed })) return false;
  world.creates += 1;
  enterRequest(world, { request: head, state: whoAsks(world, head.headers.authorization), facts: { fate: "resetBeforeReading" } });
  return true;
}
