import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const FOLDERS = ["access", "app", "bench", "components", "e2e", "lib", "prisma", "scripts", "simulator", "soak", "worker"];

/** A file that asks for a database says so by the import; all others need none. */
const files = FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`)).filter((name) => /\.test\.tsx?$/.test(name));
const needsDatabase = (name: string) => /freshDatabase/.test(readFileSync(name, "utf8"));

const shared = {
  environment: "node",
  // Each file in a process of its own: settings and connections belong to a process.
  pool: "forks",
  // They end what hangs. How slow a machine is must not decide what passes.
  testTimeout: 90_000,
  hookTimeout: 120_000,
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: "unit", include: files.filter((name) => !needsDatabase(name)) } },
      { test: { ...shared, name: "database", include: files.filter(needsDatabase), globalSetup: ["lib/db/testing-server.ts"] } },
    ],
  },
});
