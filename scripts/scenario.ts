/** What a seed is given, and what it is. */
import type { ConnectedAccount } from "./simulated-accounts.ts";

export type ScenarioWorld = {
  /** Both simulated accounts, the sandbox first. */
  accounts: ConnectedAccount[];
  /** The first admin. */
  actorId: string;
};
/** Fills an up-to-date database. May be run again. */
export type Scenario = (world: ScenarioWorld) => Promise<void>;
