/** The log file: everything that happens, one JSON line each, so that a simulator that starts again is the one that stopped. */
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { StringDecoder } from "node:string_decoder";
import type { AccountWrite } from "./account-writes.ts";
import type { Change } from "./changes.ts";
import type { CallbackMark, InboundMessage, Move, SimulatedStatus, Stray } from "./message.ts";
import type { LogEntry } from "./request-log.ts";

export type CallbackOutcome = "answered2xx" | "failed" | "lost";

export type JournalLine =
  /** `ahead` is there when the request created a message: what will become of it. */
  | { kind: "request"; entry: LogEntry; ahead?: readonly Move[]; held?: readonly Move[] }
  | { kind: "clock"; advanceMs: number }
  | { kind: "change"; change: Change; at: number }
  | { kind: "move"; accountSid: string; sid: string; move: Move }
  | { kind: "callback"; accountSid: string; sid: string; status: SimulatedStatus; outcome: CallbackOutcome; copy: boolean; marks?: CallbackMark[] }
  /** A callback that no message called for, beside one of this message's. */
  | { kind: "stray"; accountSid: string; sid: string; stray: Stray; taken: boolean }
  | { kind: "callback"; accountSid: string; sid: string; status: SimulatedStatus; outcome: CallbackOutcome; copy: boolean }
  /** What will become of a message that has been held until `at`. */
  | { kind: "ahead"; accountSid: string; sid: string; at: number; ahead: readonly Move[]; held: readonly Move[] }
  | { kind: "inbound"; accountSid: string; message: InboundMessage }
  | { kind: "write"; accountSid: string; write: AccountWrite }
  | { kind: "inboundUrl"; accountSid: string; url: string };

/** Lines that nobody waits for are written together, this long after the first of them. */
const FLUSH_MS = 4;
const READ_BYTES = 1 << 20;
const NEWLINE = 0x0a;

export class Journal {
  #file: number | null;
  /** Bytes of whole lines in the file. */
  #length = 0;
  #buffer: string[] = [];
  #flushing: NodeJS.Timeout | undefined;

  /** Without a file, nothing is kept. Throws when the file cannot be opened. */
  constructor(file: string | undefined) {
    if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
    this.#file = file === undefined ? null : openSync(file, existsSync(file) ? "r+" : "w+");
  }

  /** Every line so far, oldest first; to be read to its end before anything is written. Cuts off a last line that a dying simulator left unfinished. */
  *read(): Generator<JournalLine> {
    if (this.#file === null) return;
    const decoder = new StringDecoder("utf8");
    const chunk = Buffer.alloc(READ_BYTES);
    let wholeBytes = 0;
    let position = 0;
    let rest = "";
    for (let bytes = readSync(this.#file, chunk, 0, READ_BYTES, 0); bytes > 0; bytes = readSync(this.#file, chunk, 0, READ_BYTES, position)) {
      const lastNewline = chunk.subarray(0, bytes).lastIndexOf(NEWLINE);
      if (lastNewline >= 0) wholeBytes = position + lastNewline + 1;
      position += bytes;
      const lines = (rest + decoder.write(chunk.subarray(0, bytes))).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield lineFrom(line);
    }
    ftruncateSync(this.#file, wholeBytes);
    this.#length = wholeBytes;
  }

  write(line: JournalLine): void {
    if (this.#file === null) return;
    this.#buffer.push(JSON.stringify(line));
    this.#flushing ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  /** Hands everything written so far to the system. To be called before an answer goes out that speaks of it. */
  flush(): void {
    clearTimeout(this.#flushing);
    this.#flushing = undefined;
    if (this.#file === null || this.#buffer.length === 0) return;
    const bytes = Buffer.from(`${this.#buffer.join("\n")}\n`);
    this.#buffer = [];
    for (let from = 0; from < bytes.length; ) {
      const written = writeSync(this.#file, bytes, from, bytes.length - from, this.#length);
      from += written;
      this.#length += written;
    }
  }

  /** Begins again with an empty file. */
  clear(): void {
    this.#buffer = [];
    if (this.#file === null) return;
    ftruncateSync(this.#file, 0);
    this.#length = 0;
  }

  close(): void {
    this.flush();
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

/** Our own line, written by `write` above; whole lines are never anything else unless another program wrote into the file. */
function lineFrom(text: string): JournalLine {
  return JSON.parse(text) as JournalLine;
}
