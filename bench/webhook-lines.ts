/** Posts prepared requests over kept-alive connections, as cheaply as a socket can: the side that measures must not be what is measured. */
import { connect, type Socket } from "node:net";

/** `status` is null when the connection broke before an answer. */
export type Answered = (index: number, status: number | null, tookMs: number) => void;

export type Posting = {
  port: number;
  connections: number;
  /** How many requests, and the bytes of each when its turn comes. */
  count: number;
  bytesOf: (index: number) => Buffer;
  answered: Answered;
  /** Requests per second; all at once, as fast as they are answered, when absent. Times are then counted from when each was due. */
  perSecond?: number;
  /** Ends the posting early when it says so. */
  stopped?: () => boolean;
};

const MS = 1_000;
/** How often a paced posting looks what is due, in milliseconds. */
const TICK_MS = 1;

/** Posts them all, in order; resolves when each was answered or its connection broke. */
export async function postAll(posting: Posting): Promise<void> {
  const queue = new Queue(posting);
  const lines = Array.from({ length: posting.connections }, () => line(posting, queue));
  await Promise.all(lines);
}

type Due = { index: number; dueMs: number };

/** Hands out what is due. */
class Queue {
  readonly #posting: Posting;
  readonly #startedMs = performance.now();
  #next = 0;

  constructor(posting: Posting) {
    this.#posting = posting;
  }

  /** The next request; the milliseconds until there is one; or null when none is left. */
  take(): Due | number | null {
    const { count, perSecond, stopped } = this.#posting;
    if (this.#next >= count || stopped?.()) return null;
    const now = performance.now();
    const dueMs = perSecond === undefined ? now : this.#startedMs + (this.#next * MS) / perSecond;
    if (dueMs > now) return dueMs - now;
    this.#next += 1;
    return { index: this.#next - 1, dueMs };
  }
}

/** One connection, one request at a time, opened again when it breaks. */
async function line(posting: Posting, queue: Queue): Promise<void> {
  let wire: Wire | null = null;
  for (;;) {
    const due = queue.take();
    if (due === null) break;
    if (typeof due === "number") {
      await new Promise((resolve) => setTimeout(resolve, Math.max(TICK_MS, due)));
      continue;
    }
    if (wire === null || wire.isClosed) wire = await Wire.open(posting.port);
    const status = wire === null ? null : await wire.ask(posting.bytesOf(due.index));
    if (status === null) wire = null;
    posting.answered(due.index, status, performance.now() - due.dueMs);
  }
  wire?.end();
}

class Wire {
  readonly #socket: Socket;
  #waiting: ((status: number | null) => void) | null = null;
  #heard = "";

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#hear(chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.once("close", () => this.#answer(null));
  }

  static open(port: number): Promise<Wire | null> {
    return new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(new Wire(socket)));
      socket.once("error", () => resolve(null));
    });
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  ask(bytes: Buffer): Promise<number | null> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#socket.write(bytes);
    });
  }

  end(): void {
    this.#socket.destroy();
  }

  /** An answer is its head and, where it says so, as many bytes of body; an answer in pieces ends with an empty one. */
  #hear(text: string): void {
    this.#heard += text;
    const headEnds = this.#heard.indexOf("\r\n\r\n");
    if (headEnds === -1) return;
    const head = this.#heard.slice(0, headEnds);
    const body = this.#heard.slice(headEnds + 4);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length !== undefined && body.length < Number(length)) return;
    if (/\r\ntransfer-encoding: chunked/i.test(head) && !body.endsWith("0\r\n\r\n")) return;
    this.#heard = "";
    if (/\r\nconnection: close/i.test(head)) this.#socket.destroy();
    this.#answer(Number(head.slice(9, 12)));
  }

  #answer(status: number | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(status);
  }
}
