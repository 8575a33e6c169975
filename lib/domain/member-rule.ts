/** Whether an account would still have somebody who lets others in. */
import { rightsOf } from "./rights.ts";
import type { Role } from "./states.ts";

type Standing = { personId: string; role: Role; withheld: readonly string[] };

/** Whether anybody could change access once `changed` stands as it is said, or is gone when it is null. */
export function leavesAnAdmin(admins: readonly Standing[], personId: string, changed: Omit<Standing, "personId"> | null): boolean {
  const others = admins.filter((each) => each.personId !== personId);
  const after = changed === null ? others : [...others, { personId, ...changed }];
  return after.some(({ role, withheld }) => rightsOf(role, withheld).has("access.change"));
}
