/** What a Messaging Service does with a message before it is queued: chooses its sender, and keeps it until its time. */
import { chanceFor } from "./chance.ts";
import type { MessageForm } from "./create-rules.ts";
import type { Move } from "./message.ts";
import type { Service } from "./pool.ts";
import { isOnline } from "./senders.ts";
import type { AccountState, SenderState, World } from "./world.ts";

/** How long a service takes to hand a message on. */
const HANDING_ON_MS = 50;
/** Of one person all messages come from one sender, whichever seed there is. */
const ANY_SEED = 0;

/** The sender of a pool that a message goes out by: the one it names, or of those online the one that this person always gets. */
export function poolSender(state: AccountState, { pool }: Service, { from, to }: MessageForm): SenderState | undefined {
  const sids = new Set(pool.map(({ sid }) => sid));
  const pooled = Array.from(state.senders.values()).filter(({ sender }) => sids.has(sender.sid));
  if (from !== "") return pooled.find(({ address }) => address === from);
  const online = pooled.filter(({ sender }) => isOnline(sender));
  return online[Math.floor(chanceFor(ANY_SEED, `pool ${to}`)(0) * online.length)];
}

/** What a held message waits for: to be queued, soon or at its time. */
export function untilQueued(world: World, { now, sendAt }: { now: number; sendAt: number | null }): Move[] {
  const waitMs = sendAt === null ? HANDING_ON_MS : Math.max(HANDING_ON_MS, sendAt - now);
  return [{ status: "queued", code: null, at: now + waitMs / world.settings.speed }];
}
