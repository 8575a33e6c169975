/** Whether anything can go out of an account at all. */
export type EngineHalt = "no-worker" | "all-held";

export type EngineState = { workerAlive: boolean; senders: number; held: number };

/** What halts everything, or null. An account without senders is not halted: there is nothing to halt. */
export function engineHaltOf({ workerAlive, senders, held }: EngineState): EngineHalt | null {
  if (!workerAlive) return "no-worker";
  return senders > 0 && held === senders ? "all-held" : null;
}
