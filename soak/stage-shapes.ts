/** What the processes of a soak say to each other. */
import { z } from "zod";

const SENDERS_MAX = 9;

/** Senders, their rate at the network, the seed and the speed, from a command line. */
export function simulatorOf(args: string[]): { senders: number; mps: number; seed: number; speed: number } {
  const [senders, mps, seed, speed] = z.tuple([z.coerce.number().int().min(1).max(SENDERS_MAX), z.coerce.number().positive(), z.coerce.number().int().min(0), z.coerce.number().positive()]).parse(args);
  return { senders, mps, seed, speed };
}

export const FromSimulator = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), url: z.url() }),
  z.object({ kind: z.literal("late"), endMs: z.number(), lateMs: z.number() }),
]);

const ports = z.array(z.int().min(1).max(65_535));
/** `cut`: ends what is open · `swallow`: what was asked goes through, the answer does not, and the line ends after so long · `to`: where new connections go, in turn. */
export const ToProxy = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("cut"), proxy: z.enum(["database", "webhooks"]) }),
  z.object({ kind: z.literal("swallow"), proxy: z.enum(["database", "webhooks"]), forMs: z.number() }),
  z.object({ kind: z.literal("to"), proxy: z.enum(["database", "webhooks"]), ports }),
]);
export type ToProxy = z.infer<typeof ToProxy>;

export const FromProxy = z.object({ kind: z.literal("ready"), database: z.int(), webhooks: z.int() });
