/** An import of a million lines, measured from its order to its end, in a worker that does nothing else. */
import { readFileSync } from "node:fs";
import { beginUpload } from "#lib/commands/begin-upload.ts";
import { finishUpload } from "#lib/commands/finish-upload.ts";
import { receiveFile } from "#lib/commands/receive-file.ts";
import { startImport } from "#lib/commands/start-import.ts";
import { pool } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { findImport, type ImportDetail } from "#lib/db/imports.ts";
import { findingOf } from "#lib/jobs/read-sample.ts";
import { until } from "../worker/test-world.ts";
import { atMost, exactly, type Figure, observed } from "./figure.ts";
import { openStage, type Stage } from "./stage.ts";

const LINES = 1_000_000;
const SECONDS_PER_MILLION = 60;
const MEMORY_AIM_MB = 300;
const WATCH_EVERY_MS = 200;
const FINISH_WITHIN_SECONDS = 600;
/** One line in so many repeats an earlier number, and one in so many has none. */
const REPEAT_EVERY = 100;
const BAD_EVERY = 250;
const LINES_AT_ONCE = 5_000;

const HEADER = "Phone number,First name,Last name,City,Country,Language,Opt-in at,Opt-in source,Voucher,Note\r\n";
/** Mobile prefixes under which six digits are free, in the countries that most such lists are of. */
const PREFIXES = ["+4915123", "+447400", "+34612", "+27711", "+33612", "+573211", "+254712", "+5511961"];
const COUNTRIES = ["DE", "GB", "ES", "ZA", "FR", "CO", "KE", "BR"];

/** Yields the figures of a first import and of the same file again. `--lines=N` makes the file smaller or larger. */
export async function* importFigures(args: string[]): AsyncGenerator<Figure> {
  const asked = args.find((arg) => arg.startsWith("--lines="))?.slice("--lines=".length);
  const lines = asked ? Number(asked) : LINES;
  const stage = await openStage();
  try {
    const worker = stage.startWorker();
    let importMemory = 0;
    const watching = setInterval(() => (importMemory = Math.max(importMemory, peakChildMemoryMb(worker.pid))), WATCH_EVERY_MS);
    yield* oneImport(stage, { name: "first import", lines, newPeople: linesTaken(lines) });
    yield* oneImport(stage, { name: "same file again", lines, newPeople: 0 });
    clearInterval(watching);
    if (importMemory > 0) yield atMost("most memory of the import process", importMemory, "MB", MEMORY_AIM_MB);
    const workerMemory = peakMemoryMb(worker.pid);
    if (workerMemory !== null) yield observed("most memory of the worker beside it", workerMemory, "MB");
  } finally {
    await stage.close();
  }
}

async function* oneImport(stage: Stage, { name, lines, newPeople }: { name: string; lines: number; newPeople: number }): AsyncGenerator<Figure> {
  const uploadMs = performance.now();
  const key = await upload(stage, lines);
  yield observed(`${name}: upload`, (performance.now() - uploadMs) / 1_000, "s");
  const waiting = await importOf(key);
  const startedMs = performance.now();
  const ordered = await startImport(stage.personId, { ...key, roles: waiting.columns.map(({ role }) => role), defaultCountry: null });
  if (ordered.kind !== "started") throw new Error(`The import was not started: ${ordered.kind}.`);
  const done = await until(() => importOf(key), ({ state }) => state === "done" || state === "failed", FINISH_WITHIN_SECONDS);
  yield atMost(`${name}: ${lines.toLocaleString("en-US")} lines`, (performance.now() - startedMs) / 1_000, "s", (SECONDS_PER_MILLION * lines) / LINES);
  yield exactly(`${name}: people taken`, done.taken, "people", linesTaken(lines));
  yield exactly(`${name}: people made new`, done.created, "people", newPeople);
  yield exactly(`${name}: taken, repeated and refused together`, done.taken + done.duplicates + done.rejected, "lines", lines);
}

async function upload(stage: Stage, lines: number): Promise<ImportKey> {
  const { accountId, personId } = stage;
  const begun = await beginUpload(personId, { accountId, fileName: "million.csv", into: { newList: "Million" } });
  if (begun.kind !== "begun") throw new Error("The upload was refused.");
  const key = { accountId, importId: begun.importId };
  const result = await receiveFile(key, fileOf(lines), { bytes: null, sha256: null });
  if (result.kind !== "received") throw new Error("The file did not arrive.");
  const { firstPiece, scan, ...file } = result.file;
  await finishUpload(personId, { ...key, ...file, finding: await findingOf(firstPiece, scan, new Date()) });
  return key;
}

async function importOf(key: ImportKey): Promise<ImportDetail> {
  const found = await findImport(pool(), key);
  if (!found) throw new Error("The import is gone.");
  return found;
}

/** The file, some lines at a time: numbers in several spellings, quoted cells, consent, a voucher. */
async function* fileOf(lines: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\ufeff${HEADER}`);
  for (let from = 0; from < lines; from += LINES_AT_ONCE) {
    yield Buffer.from(Array.from({ length: Math.min(LINES_AT_ONCE, lines - from) }, (_, at) => lineOf(from + at)).join(""));
  }
}

function lineOf(n: number): string {
  const person = isRepeat(n) ? n - 1 : n;
  const number = isBad(n) ? "n/a" : spelled(`${PREFIXES[person % PREFIXES.length]}${String(Math.floor(person / PREFIXES.length)).padStart(6, "0")}`, n);
  return `${number},Name ${n},Surname ${n % 977},"City, ${n % 501}",${COUNTRIES[person % COUNTRIES.length]},en,2025-0${1 + (n % 9)}-1${n % 10}T17:35:17.063Z,web form,V${n.toString(36)},\r\n`;
}

function spelled(phone: string, n: number): string {
  switch (n % 8) {
    case 3:
      return `00${phone.slice(1)}`;
    case 5:
      return `${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6)}`;
    case 7:
      return `whatsapp:${phone}`;
    default:
      return phone;
  }
}

/** The line before a repeat is neither a repeat nor bad, because both numbers are multiples of ten. */
function isRepeat(n: number): boolean {
  return n % REPEAT_EVERY === 1;
}

function isBad(n: number): boolean {
  return n % BAD_EVERY === 10;
}

function linesTaken(lines: number): number {
  return Array.from({ length: lines }, (_, n) => n).filter((n) => !isRepeat(n) && !isBad(n)).length;
}

/** The most that a process has held at once, or null where the system does not say. */
function peakMemoryMb(pid: number | undefined): number | null {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readIfThere(`/proc/${pid}/status`))?.[1];
  return kilobytes ? Number(kilobytes) / 1_000 : null;
}

/** The worker runs each import in a child process of its own. */
function peakChildMemoryMb(pid: number | undefined): number {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`).split(" ").filter((child) => child !== "");
  return Math.max(0, ...children.map((child) => peakMemoryMb(Number(child)) ?? 0));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
