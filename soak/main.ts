/** `npm run soak -- --minutes M --seed S [--json]`: the whole system under a storm, held against the invariants. Ends with 1 on any violation. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { asReport, soak } from "./soak.ts";

/** Where bench/README.md quotes from. */
const REPORT = path.resolve(import.meta.dirname, "../.data/soak-report.json");

const { values } = parseArgs({ args: process.argv.slice(2), options: { minutes: { type: "string" }, seed: { type: "string" }, senders: { type: "string" }, workers: { type: "string" }, mps: { type: "string" }, json: { type: "boolean" } } });
const numberOf = (text: string | undefined, otherwise: number) => {
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  console.error(`"${text}" is no number above 0.`);
  process.exit(2);
};
const size = { minutes: numberOf(values.minutes, 20), seed: Math.floor(numberOf(values.seed, 1 + (Date.now() % 1_000_000))), senders: numberOf(values.senders, 4), workers: numberOf(values.workers, 3), mps: numberOf(values.mps, 400) };
if (!values.json) console.log(`Seed ${size.seed}: the same storm comes with --seed ${size.seed}.`);
const report = await soak(size, values.json ? () => undefined : (line) => console.log(line));
await mkdir(path.dirname(REPORT), { recursive: true });
await writeFile(REPORT, `${JSON.stringify(report, null, 2)}\n`);
console.log(values.json ? JSON.stringify(report) : asReport(report));
process.exit(report.violations.length === 0 ? 0 : 1);
