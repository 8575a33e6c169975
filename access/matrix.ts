/** Everybody at every door of every account, held against the policy table. */
import type pg from "pg";
import { rightsOf } from "#lib/domain/rights.ts";
import type { Door } from "./doors.ts";
import { type Answer, type Errand, knock, METHODS } from "./knock.ts";
import { ACTIONS, type Asks, PAGES, ROUTES } from "./policy.ts";
import { ACCOUNTS, fingerprint, type AccountSlug, type Principal, type World } from "./world.ts";

export type Cell = { principal: Principal; errand: Errand; name: string; asks: Asks | "nothing"; wanted: Answer; came: Answer };
export type Matrix = { cells: Cell[]; /** Doors that the table does not know, and lines of it without a door. */ strays: string[]; /** Whether those who were refused changed anything. */ changed: boolean };

/** Requests under way at once. */
const AT_ONCE = 6;

/** What stands in only one of the two, as sentences. */
export function straysAmong(doors: readonly Door[]): string[] {
  const built = { page: new Set<string>(), action: new Set<string>(), route: new Set<string>() };
  for (const door of doors) built[door.kind].add(door.kind === "action" ? door.name : door.address);
  const routes = new Set(Object.keys(ROUTES).map((each) => each.split(" ")[1] ?? ""));
  return [...differing("page", built.page, Object.keys(PAGES)), ...differing("action", built.action, Object.keys(ACTIONS)), ...differing("route", built.route, routes)];
}

function differing(kind: string, built: ReadonlySet<string>, table: Iterable<string>): string[] {
  const known = new Set(table);
  return [...[...built].filter((each) => !known.has(each)).map((each) => `The ${kind} ${each} is not in the policy table.`), ...[...known].filter((each) => !built.has(each)).map((each) => `The ${kind} ${each} of the policy table is not in the build.`)];
}

/** Knocks everywhere. Those who are to be refused go first, so that whatever is changed by then was changed by somebody who was not allowed to. */
export async function holdMatrix(base: string, { doors, world, db }: { doors: readonly Door[]; world: World; db: pg.Client }): Promise<Matrix> {
  const all = doors.flatMap(errandsOf).flatMap(({ errand, name, asks }) => world.principals.map((principal) => ({ principal, errand, name, asks, wanted: wantedOf(asks, principal, errand.account) })));
  const before = await fingerprint(db);
  const refused = await knockAll(base, all.filter(({ wanted, asks }) => wanted !== "granted" && asks !== "to-sign-in"), world);
  const changed = (await fingerprint(db)) !== before;
  const granted = await knockAll(base, all.filter(({ wanted, asks }) => wanted === "granted" && asks !== "to-sign-in"), world);
  const left = await knockAll(base, all.filter(({ asks }) => asks === "to-sign-in"), world);
  const placeOf = ({ principal }: Cell) => world.principals.indexOf(principal);
  return { cells: [...refused, ...granted, ...left].toSorted((one, other) => placeOf(one) - placeOf(other)), strays: straysAmong(doors), changed };
}

type Asked = { errand: Errand; name: string; asks: Asks | "nothing" };

/** A route is tried with every method there is; a page and an action have one. */
function errandsOf(door: Door): Asked[] {
  const everywhere = (one: Omit<Errand, "account">, name: string, asks: Asks | "nothing") => ACCOUNTS.map((account): Asked => ({ errand: { ...one, account }, name, asks }));
  if (door.kind === "page") return everywhere({ door, method: "GET" }, door.name, PAGES[door.name] ?? "nothing");
  if (door.kind === "action") return everywhere({ door, method: "POST" }, door.name, ACTIONS[door.name] ?? "nothing");
  return METHODS.flatMap((method) => everywhere({ door, method }, `${method} ${door.address}`, ROUTES[`${method} ${door.address}`] ?? "nothing"));
}

/** What the table says of one cell. What it does not know, nobody may do. */
export function wantedOf(asks: Asks | "nothing", { isIn, roles }: Pick<Principal, "isIn" | "roles">, account: AccountSlug): Answer {
  if (asks === "nothing") return "no-such-method";
  if (asks === "open") return "granted";
  if (asks === "signature") return "refused";
  if (asks === "secret" || asks === "to-sign-in") return "sign-in";
  if (!isIn) return "sign-in";
  if (asks === "signed-in") return "granted";
  const role = roles[account];
  return role !== undefined && rightsOf(role).has(asks) ? "granted" : "missing";
}

async function knockAll(base: string, cells: Omit<Cell, "came">[], world: World): Promise<Cell[]> {
  const waiting = cells.values();
  const done: Cell[] = [];
  const one = async () => {
    for (const cell of waiting) done.push({ ...cell, came: await knock(base, cell.errand, cell.principal, world.things[cell.errand.account]) });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return done;
}
