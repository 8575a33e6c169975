import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROLES } from "#lib/domain/states.ts";
import type { Door } from "./doors.ts";
import { straysAmong, wantedOf } from "./matrix.ts";
import { ACTIONS, type Asks, PAGES, ROUTES } from "./policy.ts";
import { asTable, isClean } from "./report.ts";
import { ACCOUNTS } from "./world.ts";

const APP = path.resolve(import.meta.dirname, "../app");
/** The gallery is no door: it is built by itself, for us alone. */
const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter((name) => !name.startsWith("gallery/"));
const addressOf = (file: string) => `/${file}`.replace(/\/[^/]+$/, "").replaceAll(/\/\([^)]+\)/g, "") || "/";
const textOf = (file: string) => readFileSync(path.join(APP, file), "utf8");

/** What a piece of source asks for: the right that stands in its gate. */
function asksIn(source: string): Asks | "nothing" {
  const rights = [...new Set(Array.from(source.matchAll(/\b(?:requireRight|rightForRequest)\([^;]*?"([a-z-]+\.[a-z]+)"\)/g), ([, right]) => right))];
  if (rights.length > 1) throw new Error(`It asks for ${rights.join(" and ")}.`);
  return (rights[0] as Asks | undefined) ?? (/\brequirePerson\(/.test(source) ? "signed-in" : "nothing");
}

const BY_OTHER_MEANS = new Set<Asks>(["open", "signature", "secret", "to-sign-in"]);
/** What the table says of a door whose source has no gate of ours. */
const gateIn = (asks: Asks | undefined) => (asks !== undefined && BY_OTHER_MEANS.has(asks) ? "nothing" : asks);

test("every page asks for the right that the table names, and the table names no other pages", () => {
  const pages = Object.fromEntries(files.filter((name) => /(^|\/)page\.tsx$/.test(name)).map((name) => [addressOf(name), asksIn(textOf(name))]));
  expect(Object.keys(pages).length).toBeGreaterThan(30);
  expect(pages).toEqual(Object.fromEntries(Object.entries(PAGES).map(([address, asks]) => [address, gateIn(asks)])));
});

test("so does every action", () => {
  const actions = files.filter((name) => /(^|\/)actions\.ts$/.test(name)).flatMap((name) =>
    textOf(name).split(/^export async function /m).slice(1).map((text) => [`${addressOf(name)} ${text.split("(")[0]}`, asksIn(text)] as const));
  expect(Object.fromEntries(actions)).toEqual(Object.fromEntries(Object.entries(ACTIONS).map(([name, asks]) => [name, gateIn(asks)])));
});

test("so does every handler", () => {
  const handlers = files.filter((name) => name.endsWith("/route.ts")).flatMap((name) => {
    const text = textOf(name);
    const methods = Array.from(text.matchAll(/export async function (GET|POST|PUT|PATCH|DELETE)\b|\bas (GET|POST|PUT|PATCH|DELETE)\b/g), ([, one, other]) => one ?? other);
    return methods.map((method) => [`${method} ${addressOf(name)}`, asksIn(text)] as const);
  });
  expect(Object.fromEntries(handlers)).toEqual(Object.fromEntries(Object.entries(ROUTES).map(([name, asks]) => [name, gateIn(asks)])));
});

test("a door that the table does not know is told, and so is a line without a door", () => {
  const known = [
    ...Object.keys(PAGES).map((address): Door => ({ kind: "page", name: address, address })),
    ...Object.keys(ACTIONS).map((name): Door => ({ kind: "action", name, id: "1", page: "/" })),
    ...Object.keys(ROUTES).map((each): Door => ({ kind: "route", address: each.split(" ")[1] ?? "" })),
  ];
  expect(straysAmong(known)).toEqual([]);
  expect(straysAmong([...known.slice(1), { kind: "page", name: "/[account]/vault", address: "/[account]/vault" }])).toEqual(["The page /[account]/vault is not in the policy table.", "The page / of the policy table is not in the build."]);
  expect(straysAmong([...known, { kind: "action", name: "/[account]/vault open", id: "1", page: "/" }])).toEqual(["The action /[account]/vault open is not in the policy table."]);
});

test("who has a right in one account has it in no other, and who is out has none", () => {
  for (const role of ROLES) {
    expect(ACCOUNTS.map((account) => wantedOf("account.see", { isIn: true, roles: { live: role } }, account))).toEqual(["granted", "missing", "missing", "missing"]);
    expect(ACCOUNTS.map((account) => wantedOf("account.see", { isIn: false, roles: { live: role } }, account))).toEqual(ACCOUNTS.map(() => "sign-in"));
  }
  expect(wantedOf("sender.change", { isIn: true, roles: { live: "marketer" } }, "live")).toBe("missing");
  expect(wantedOf("signature", { isIn: true, roles: { live: "admin" } }, "live")).toBe("refused");
  expect(wantedOf("nothing", { isIn: true, roles: { live: "admin" } }, "live")).toBe("no-such-method");
});

test("the report shows a deviation in words, and one is enough to fail", () => {
  const principal = { name: "analyst, live", personId: "1", isIn: true, roles: { live: "analyst" }, cookie: null } as const;
  const door: Door = { kind: "page", name: "/[account]/settings", address: "/[account]/settings" };
  const cell = { principal, errand: { door, method: "GET", account: "live" }, name: door.name, asks: "account.see", wanted: "granted", came: "granted" } as const;
  expect(isClean({ cells: [cell], strays: [], changed: false })).toBe(true);
  expect(asTable({ cells: [cell], strays: [], changed: false })).toMatch(/analyst, live +1\/1 +0\/0 +0\/0 +0\/0\n.*1 cells\n0 deviations, 0 entry points missing, nothing changed/);
  const wrong = { ...cell, wanted: "missing" } as const;
  expect(isClean({ cells: [cell, wrong], strays: [], changed: false })).toBe(false);
  expect(asTable({ cells: [wrong], strays: [], changed: true })).toMatch(/\/\[account\]\/settings: granted, and the table says missing, for analyst, live in live\n[^]*1 deviations.*SOMETHING WAS CHANGED/);
  for (const matrix of [{ cells: [], strays: [], changed: false }, { cells: [cell], strays: ["x"], changed: false }, { cells: [cell], strays: [], changed: true }]) expect(isClean(matrix)).toBe(false);
});
