/** Rights as they are read at a glance: a column a group. */
import type { Right } from "#lib/domain/rights.ts";

export type RightGroup = { key: string; name: string; rights: Right[] };

export const RIGHT_GROUPS: RightGroup[] = [
  { key: "compose", name: "Composes", rights: ["campaign.compose"] },
  { key: "launch", name: "Launches", rights: ["campaign.launch"] },
  { key: "approve", name: "Approves", rights: ["campaign.approve"] },
  { key: "steer", name: "Steers", rights: ["campaign.steer", "sender.stop", "doubt.resolve", "account.sync"] },
  { key: "people", name: "People", rights: ["numbers.see", "audience.change", "opt-out.change"] },
  { key: "senders", name: "Senders", rights: ["sender.change"] },
  { key: "account", name: "Account", rights: ["account.change", "access.change", "record.see", "catalogue.change"] },
];

/** How much of a group somebody has. */
export function shareOf({ rights }: RightGroup, has: ReadonlySet<Right>): "all" | "some" | "none" {
  const count = rights.filter((right) => has.has(right)).length;
  return count === rights.length ? "all" : count === 0 ? "none" : "some";
}
