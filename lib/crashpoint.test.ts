import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { CRASH_POINTS, ordersFrom } from "./crashpoint.ts";

const MODULE = path.join(import.meta.dirname, "crashpoint.ts");
const ALLOWED = { DRUMBEAT_CRASH_POINTS: "this-process-is-a-test" };

/** A process that passes D3 three times, and how it ended. */
function passing(environment: Record<string, string>): { signal: NodeJS.Signals | null; status: number | null; out: string } {
  const script = `import { crashpoint } from ${JSON.stringify(MODULE)}; for (let pass = 1; pass <= 3; pass += 1) { crashpoint("D3"); console.log(pass); }`;
  const { signal, status, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { env: { NODE_ENV: "test", ...environment }, encoding: "utf8" });
  return { signal, status, out: stdout.trim() };
}

test("a process that is told to be a test dies at the pass that is named, and not before", () => {
  expect(passing({ ...ALLOWED, CRASH_AT: "D3:2" })).toMatchObject({ signal: "SIGKILL", out: "1" });
});

test("no setting that was left behind alone ends a process", () => {
  expect(passing({ CRASH_AT: "D3:1", THROW_AT: "D3:1", PAUSE_AT: "D3:1" })).toMatchObject({ signal: null, status: 0, out: "1\n2\n3" });
  expect(passing({ DRUMBEAT_CRASH_POINTS: "1", CRASH_AT: "D3:1" })).toMatchObject({ signal: null, status: 0, out: "1\n2\n3" });
});

test("another point than the one that is named is passed, and a throw is thrown", () => {
  expect(passing({ ...ALLOWED, CRASH_AT: "D4:1" })).toMatchObject({ status: 0 });
  expect(passing({ ...ALLOWED, THROW_AT: "D3:3" })).toMatchObject({ signal: null, status: 1, out: "1\n2" });
});

test("orders are points of the list with a pass, several at once, and nothing else", () => {
  expect(ordersFrom({ crashAt: "C1:1,D3:20", pauseAt: "L1:2", throwAt: "" })).toEqual([
    { deed: "crash", point: "C1", pass: 1 },
    { deed: "crash", point: "D3", pass: 20 },
    { deed: "pause", point: "L1", pass: 2 },
  ]);
  for (const wrong of ["D3", "D3:0", "D9:1", "d3:1", "D3:1:1"]) expect(() => ordersFrom({ crashAt: wrong, pauseAt: "", throwAt: "" })).toThrow(RangeError);
  expect(new Set(CRASH_POINTS).size).toBe(CRASH_POINTS.length);
});
