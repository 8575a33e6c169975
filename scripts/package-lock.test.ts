import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const Lock = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional(), optionalDependencies: z.record(z.string(), z.string()).optional() })) });

test("the lock names every optional package, those of other systems too: without them a clean install refuses", () => {
  const { packages } = Lock.parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "../package-lock.json"), "utf8")));
  const wanted = Object.entries(packages).flatMap(([place, { optionalDependencies }]) => Object.keys(optionalDependencies ?? {}).map((name) => ({ place, name })));
  const missing = wanted.filter(({ place, name }) => !packages[`${place}/node_modules/${name}`] && !packages[`node_modules/${name}`]);
  expect(missing).toEqual([]);
});
