/** The rules of the house as data and pure checks; `architecture.test.ts` holds them against the tree. */

/** Who may reach whom. A shelf may always reach itself. Doors are at the end; tests and scripts may reach everything. */
export const MAY_REACH: Record<string, string[]> = {
  "lib/domain": [],
  "lib/env.ts": [],
  "lib/crashpoint.ts": ["lib/env.ts"],
  "lib/db": ["lib/domain", "lib/env.ts", "lib/crashpoint.ts"],
  "lib/twilio": ["lib/domain", "lib/crashpoint.ts"],
  "lib/auth": ["lib/domain", "lib/db", "lib/env.ts"],
  "lib/forms": ["lib/domain"],
  "lib/commands": ["lib/domain", "lib/db", "lib/twilio", "lib/crashpoint.ts"],
  "lib/drain": ["lib/domain", "lib/db", "lib/twilio", "lib/crashpoint.ts"],
  "lib/ingress": ["lib/domain", "lib/db", "lib/twilio", "lib/crashpoint.ts"],
  "lib/jobs": ["lib/domain", "lib/db", "lib/twilio", "lib/crashpoint.ts"],
  components: ["lib/domain"],
  simulator: ["lib/domain"],
  app: ["components", "lib/domain", "lib/env.ts", "lib/db", "lib/twilio", "lib/auth", "lib/forms", "lib/commands", "lib/drain", "lib/ingress", "lib/jobs"],
  worker: ["lib/domain", "lib/env.ts", "lib/db", "lib/drain", "lib/ingress", "lib/jobs", "lib/twilio"],
};

/** Packages that only some shelves may import. */
const KEPT_PACKAGES: { packages: RegExp; shelves: string[]; why: string }[] = [
  { packages: /^(pg|pg-boss|pg-copy-streams|@prisma\/.*|prisma)$/, shelves: ["lib/db"], why: "SQL lives in lib/db" },
  { packages: /^twilio(\/.*)?$/, shelves: ["lib/twilio"], why: "Twilio's words stop at lib/twilio" },
  { packages: /^undici$/, shelves: ["lib/twilio", "simulator"], why: "requests leave through lib/twilio" },
  { packages: /^next-auth(\/.*)?$/, shelves: ["lib/auth"], why: "signing in lives in lib/auth" },
  { packages: /^(next|react|react-dom)(\/.*)?$/, shelves: ["app", "components", "lib/auth"], why: "only faces and doors know the web" },
];
/** The rules are pure; these are their only libraries. */
const PURE_PACKAGES = /^(libphonenumber-js(\/.*)?|temporal-polyfill)$/;

/** Names that say nothing. */
const EMPTY_NAMES = /(^|[-/.])(utils?|helpers?|common|manager|service|misc)([-/.]|$)|(^|\/)index\.tsx?$/;

const FILE_LINES_MAX = 300;

export type SourceFile = { path: string; text: string };
export type Import = { specifier: string; target: string; typeOnly: boolean };

/** What a file imports. `target` is the path in the tree for our own modules and the specifier for packages. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const found = text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm);
  return Array.from(found, ([, typeOnly, named = "", dynamic = ""]) => {
    const specifier = named || dynamic;
    return { specifier, target: resolved(path, specifier), typeOnly: typeOnly !== undefined };
  });
}

function resolved(from: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (!specifier.startsWith(".")) return specifier;
  const parts = from.split("/").slice(0, -1);
  for (const step of specifier.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return parts.join("/");
}

/** The shelf that a path of the tree stands on, or null. */
export function shelfOf(path: string): string | null {
  return Object.keys(MAY_REACH).find((shelf) => path === shelf || path.startsWith(`${shelf}/`)) ?? null;
}

/** Tests may reach everything: they are the stranger's view. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|(^|\/)test(ing)?(-[a-z-]+)?\.ts$/.test(path);
}

/** Every trespass of one file, each a line that can be read aloud. */
export function trespassesOf(file: SourceFile): string[] {
  const shelf = shelfOf(file.path);
  const rules = shelf === null || isTest(file.path) ? [] : importsOf(file).flatMap((each) => trespass(file.path, shelf, each));
  return [...rules, ...styleTrespasses(file)];
}

function trespass(path: string, shelf: string, { specifier, target, typeOnly }: Import): string[] {
  if (target === specifier && !specifier.startsWith("#")) return packageTrespass(path, shelf, specifier);
  const reached = shelfOf(target);
  if (reached === shelf || (reached !== null && MAY_REACH[shelf]?.includes(reached))) return [];
  if (reached === "lib/forms" && shelf === "components" && typeOnly) return [];
  return [`${path} imports ${target}: ${shelf} may not reach ${reached ?? "outside the shelves"}`];
}

function packageTrespass(path: string, shelf: string, specifier: string): string[] {
  const kept = KEPT_PACKAGES.find(({ packages }) => packages.test(specifier));
  if (kept && !kept.shelves.includes(shelf)) return [`${path} imports ${specifier}: ${kept.why}`];
  if (shelf === "lib/domain" && !PURE_PACKAGES.test(specifier)) return [`${path} imports ${specifier}: rules are pure`];
  return [];
}

function styleTrespasses({ path, text }: SourceFile): string[] {
  const trespasses: string[] = [];
  const lines = text.split("\n").length - 1;
  if (lines > FILE_LINES_MAX) trespasses.push(`${path} has ${lines} lines, more than ${FILE_LINES_MAX}`);
  if (EMPTY_NAMES.test(path)) trespasses.push(`${path} has a name that says nothing`);
  const readsEnvironment = /\bprocess\.env\b/.test(text);
  const mayRead = path === "lib/env.ts" || isTest(path) || /^(scripts|bench|e2e|soak)\/|\.config\.ts$/.test(path) || path === "lib/architecture.ts";
  if (readsEnvironment && !mayRead) trespasses.push(`${path} reads process.env, which only lib/env.ts does`);
  const isClient = /^["']use client["']/m.test(text);
  if (isClient && !path.startsWith("components/") && !/(^|\/)(global-)?error\.tsx$/.test(path)) trespasses.push(`${path} is client code outside components`);
  if (/(^|\/)(page|layout|actions|route)\.tsx?$/.test(path)) trespasses.push(...gateTrespasses(path, text));
  return trespasses;
}

const PUBLIC_DOORS = /^app\/(layout\.tsx|\(auth\)\/|gallery\/|api\/(auth|health|twilio|worker)\/)/;

/** Every page and every exported action gates itself: a layout's check does not run again on navigation. */
function gateTrespasses(path: string, text: string): string[] {
  if (!path.startsWith("app/") || PUBLIC_DOORS.test(path) || path.endsWith("layout.tsx")) return [];
  if (!path.endsWith("actions.ts")) return /\b(requireRight|requirePerson|rightForRequest)\(/.test(text) ? [] : [`${path} has no gate`];
  const actions = text.split(/^export async function /m).slice(1);
  return actions.flatMap((action) => {
    const [, first = ""] = action.split(/\{\n/, 2).length === 2 ? [null, action.slice(action.indexOf("{\n") + 2).split("\n", 1)[0]] : [];
    return /\b(requireRight|requirePerson)\(/.test(first ?? "") ? [] : [`${path}: ${action.split("(")[0]} does not begin with its gate`];
  });
}

/** Folder circles among the shelves, as readable pairs. */
export function circlesAmong(files: SourceFile[]): string[] {
  const reached = new Map<string, Set<string>>();
  for (const file of files.filter((each) => !isTest(each.path))) {
    const from = shelfOf(file.path);
    if (from === null) continue;
    for (const { target, typeOnly } of importsOf(file)) {
      const to = typeOnly ? null : shelfOf(target);
      if (to !== null && to !== from) reached.set(from, (reached.get(from) ?? new Set()).add(to));
    }
  }
  const pairs = Array.from(reached).flatMap(([from, targets]) => Array.from(targets, (to) => [from, to] as const));
  return pairs.filter(([from, to]) => reachable(reached, to).has(from)).map(([from, to]) => `${from} and ${to} reach each other`);
}

function reachable(edges: Map<string, Set<string>>, from: string): Set<string> {
  const seen = new Set<string>();
  const ahead = [from];
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    for (const next of edges.get(at) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ahead.push(next);
    }
  }
  return seen;
}
