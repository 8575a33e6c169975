/** Whether anything can go out of an account at all. */
/** `engine-held`: it found itself on a restored backup or a clone · `stopped`: somebody stopped every sender at once. */
export type EngineHalt = "engine-held" | "stopped" | "no-worker" | "all-held";

export type EngineState = {
  workerAlive: boolean;
  senders: number;
  held: number;
  /** Why the engine holds the account, or null. */
  engineHoldReason?: string | null;
  /** Since when somebody has stopped all its senders, or null. */
  stoppedAt?: Date | null;
};

/** What halts everything, or null. An account without senders is not halted: there is nothing to halt. */
export function engineHaltOf({ workerAlive, senders, held, engineHoldReason = null, stoppedAt = null }: EngineState): EngineHalt | null {
  if (engineHoldReason !== null) return "engine-held";
  if (stoppedAt !== null) return "stopped";
  if (!workerAlive) return "no-worker";
  return senders > 0 && held === senders ? "all-held" : null;
}
