import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { circlesAmong, trespassesOf, type SourceFile } from "./architecture.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDERS = ["access", "app", "bench", "components", "e2e", "lib", "prisma", "scripts", "simulator", "soak", "worker"];
const SOURCES = /\.(ts|tsx|mjs)$/;

const files: SourceFile[] = FOLDERS.flatMap((folder) => readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`))
  .filter((name) => SOURCES.test(name) && !name.startsWith("lib/db/generated/") && !path.basename(name).startsWith("."))
  .map((name) => ({ path: name, text: readFileSync(path.join(ROOT, name), "utf8") }));

test("nobody reaches up or sideways, every door has its gate, and every file keeps its measure", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(trespassesOf)).toEqual([]);
});

test("no two shelves reach each other", () => {
  expect(circlesAmong(files)).toEqual([]);
});

test("under a quarter of the faces are client code", () => {
  const faces = files.filter((file) => file.path.endsWith(".tsx"));
  const clients = faces.filter((file) => /^["']use client["']/m.test(file.text));
  expect(clients.length / faces.length).toBeLessThan(0.25);
});

test("no test waits for a fixed time, hides another test or mocks a module", () => {
  const tests = files.filter((file) => /\.(test|spec)\.tsx?$/.test(file.path) && file.path !== "lib/architecture.test.ts");
  const forbidden = /waitForTimeout|\.only\(|\b(test|it|describe)\.(skip|todo|fixme)\(|vi\.mock\(/;
  expect(tests.filter((file) => forbidden.test(file.text)).map((file) => file.path)).toEqual([]);
});

test.each<[string, SourceFile, string]>([
  ["a rule with a library", { path: "lib/domain/bad.ts", text: `import twilio from "twilio";` }, "lib/domain/bad.ts imports twilio"],
  ["a rule that asks the database", { path: "lib/domain/bad.ts", text: `import { pool } from "#lib/db/connection.ts";` }, "lib/domain may not reach lib/db"],
  ["a command that calls the drain", { path: "lib/commands/bad.ts", text: `import { runDrain } from "../drain/run-drain.ts";` }, "lib/commands may not reach lib/drain"],
  ["SQL at a door", { path: "app/bad.ts", text: `import pg from "pg";` }, "SQL lives in lib/db"],
  ["a face that knows the session", { path: "components/bad.tsx", text: `import { requireRight } from "#lib/auth/require-right.ts";` }, "components may not reach lib/auth"],
  ["an import that is only awaited", { path: "lib/domain/bad.ts", text: `const m = await import("undici");` }, "imports undici"],
  ["a reader of the environment", { path: "lib/db/bad.ts", text: `const url = process.env.URL;` }, "reads process.env"],
  ["a page without a gate", { path: "app/(console)/[account]/bad/page.tsx", text: `export default function Page() { return null; }` }, "has no gate"],
  ["an action whose gate comes late", { path: "app/(console)/[account]/bad/actions.ts", text: `export async function launch(form: FormData) {\n  const id = form.get("id");\n  await requireRight("a", "account.change");\n}` }, "launch does not begin with its gate"],
  ["client code at a door", { path: "app/bad.tsx", text: `"use client";` }, "client code outside components"],
  ["a file that is too long", { path: "lib/db/long.ts", text: "\n".repeat(301) }, "has 301 lines"],
  ["a name that says nothing", { path: "lib/db/utils.ts", text: "" }, "says nothing"],
])("%s is a trespass", (_name, file, sentence) => {
  expect(trespassesOf(file).join("\n")).toContain(sentence);
});

test("two shelves that reach each other are named", () => {
  const circle = [
    { path: "lib/db/a.ts", text: `import { b } from "#lib/auth/b.ts";` },
    { path: "lib/auth/b.ts", text: `import { a } from "#lib/db/a.ts";` },
  ];
  expect(circlesAmong(circle)).toEqual(["lib/db and lib/auth reach each other", "lib/auth and lib/db reach each other"]);
});
