/** Both simulated accounts are connected, and nobody has imported anybody: the first minute. */
import type { Scenario } from "#scripts/scenario.ts";

export const seed: Scenario = async () => undefined;
