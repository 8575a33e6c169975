/** Every way into a built console, read from what Next.js wrote down about the build. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** `address` without route groups, with its parameters in brackets. */
export type Door =
  | { kind: "page"; name: string; address: string }
  /** `page` is one that carries it. */
  | { kind: "action"; name: string; id: string; page: string }
  | { kind: "route"; address: string };

const Paths = z.record(z.string(), z.string());
const Actions = z.object({ node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string(), workers: z.record(z.string(), z.unknown()) })), edge: z.record(z.string(), z.unknown()) });

/** Pages that Next.js adds itself and that show nothing of ours, and files. */
const NOT_DOORS = /^\/(_not-found|_global-error|icon\.svg)\//;

/** `built` is the folder of the build. Throws when it cannot be read, or holds doors of a kind that nobody looks at. */
export function doorsOf(built: string): Door[] {
  const paths = Object.keys(Paths.parse(read(built, "server/app-paths-manifest.json"))).filter((each) => !NOT_DOORS.test(each));
  const { node, edge } = Actions.parse(read(built, "server/server-reference-manifest.json"));
  if (Object.keys(edge).length > 0) throw new Error("There are actions for the edge, which no test knocks at.");
  const pages = paths.filter((each) => each.endsWith("/page")).map((each): Door => ({ kind: "page", name: addressOf(each), address: addressOf(each) }));
  const routes = paths.filter((each) => each.endsWith("/route")).map((each): Door => ({ kind: "route", address: addressOf(each) }));
  const actions = Object.entries(node).map(([id, { filename, exportedName, workers }]): Door => {
    const page = Object.keys(workers).map((each) => addressOf(each.replace(/^app/, ""))).toSorted((one, other) => one.length - other.length)[0] ?? "";
    return { kind: "action", name: `${addressOf(filename.replace(/^app/, ""))} ${exportedName}`, id, page };
  });
  return [...pages, ...routes, ...actions];
}

/** The address of a file of the tree: `/(console)/[account]/page` is `/[account]`. */
function addressOf(file: string): string {
  return file.replace(/\/[^/]+$/, "").replaceAll(/\/\([^)]+\)/g, "") || "/";
}

function read(built: string, name: string): unknown {
  return JSON.parse(readFileSync(path.join(built, name), "utf8"));
}
