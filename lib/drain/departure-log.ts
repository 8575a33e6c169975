/** What this process put on the wire, in a file that outlives it: a kill takes the process, not what the machine holds for it. */
import { createHash } from "node:crypto";
import { closeSync, existsSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { attemptId } from "#lib/db/mark-departed.ts";

type Attempt = { messageId: string; n: number };
/** A process that is gone, and every attempt of it that may have left and that it had not settled. */
export type DeadProcess = { worker: string; mayHaveLeft: Set<string>; forget: () => void };

/** Identifies one boot of this machine: what a file held in memory is lost with the machine. Linux alone tells it. */
const BOOT_ID_FILE = "/proc/sys/kernel/random/boot_id";
/** Files that are in memory alone: enough for what must outlive a process and not the machine, and no disk can hold a departure up. */
const IN_MEMORY = "/dev/shm";
/** After this many lines the file is written anew with what is still unsettled. */
const LINES_MAX = 20_000;
const CONNECT_TIMEOUT_MS = 1_000;
const NAME_LENGTH = 16;
/** Most logs looked at in one pass. */
const LOGS_MAX = 64;

/**
 * Notes each attempt before its first byte leaves. When the process is killed, whoever runs on the same machine can tell
 * what was marked as departing and certainly never left, which no database can know.
 *
 * That the process is dead is told by its socket: the kernel closes it at the end of a process, however it ends, and not
 * while one is merely stopped. Whatever cannot be told for certain is no proof.
 */
export class DepartureLog {
  readonly #folder: string;
  readonly #worker: string;
  readonly #socket: Server;
  readonly #unsettled = new Set<string>();
  #file: number | null = null;
  #lines = 0;

  private constructor(folder: string, worker: string, socket: Server) {
    this.#folder = folder;
    this.#worker = worker;
    this.#socket = socket;
    this.#begin();
  }

  /** `installation` keeps the logs of two databases on one machine apart. Null where a machine gives no such proof; the drain does without. */
  static async open(worker: string, installation: string, parent = existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir()): Promise<DepartureLog | null> {
    try {
      const folder = ownFolder(parent, installation);
      const socket = await listen(socketOf(folder, worker));
      return new DepartureLog(folder, worker, socket);
    } catch {
      return null;
    }
  }

  /** To be called before the first byte. Throws when it cannot be written down: then nothing may leave. */
  note(attempt: Attempt): void {
    const id = attemptId(attempt);
    this.#unsettled.add(id);
    try {
      if (this.#file === null || this.#lines >= LINES_MAX) this.#begin();
      else this.#write(this.#file, [id]);
    } catch (error) {
      // What is written so far names all that left. A line may be cut short, and the next one would be lost in it: so only a whole new file goes on.
      this.#goOnIn(null);
      throw error;
    }
  }

  /** What is settled in the database needs no proof. */
  settled(attempt: Attempt): void {
    this.#unsettled.delete(attemptId(attempt));
  }

  /** The processes of this installation on this machine that are gone. `forget` removes the log of one. */
  async listDead(): Promise<DeadProcess[]> {
    const logs = readdirSync(this.#folder).filter((name) => name.endsWith(".log") && name !== path.basename(logOf(this.#folder, this.#worker)));
    const read = await Promise.all(logs.slice(0, LOGS_MAX).map((name) => readDead(path.join(this.#folder, name))));
    return read.filter((dead) => dead !== null);
  }

  /** For a process that settled everything it sent. */
  async close(): Promise<void> {
    this.#goOnIn(null);
    rmSync(logOf(this.#folder, this.#worker), { force: true });
    await new Promise((resolve) => this.#socket.close(resolve));
    try {
      rmdirSync(this.#folder);
    } catch {
      // Others still keep theirs there.
    }
  }

  /** A new file takes the place of the old one in one step, complete; until then the old one stands as it was. */
  #begin(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const fresh = `${logOf(this.#folder, this.#worker)}.new`;
    const file = openSync(fresh, "w", 0o600);
    try {
      this.#lines = 0;
      this.#write(file, [this.#worker, ...this.#unsettled]);
      renameSync(fresh, logOf(this.#folder, this.#worker));
    } catch (error) {
      closeSync(file);
      throw error;
    }
    this.#goOnIn(file);
  }

  #goOnIn(file: number | null): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = file;
  }

  #write(file: number, lines: string[]): void {
    const text = `${lines.join("\n")}\n`;
    if (writeSync(file, text) !== Buffer.byteLength(text)) throw new Error("The departure log could not be written.");
    this.#lines += lines.length;
  }
}

/** A folder that only this user can write to, of this boot and this installation. */
function ownFolder(parent: string, installation: string): string {
  const boot = readFileSync(BOOT_ID_FILE, "utf8").trim();
  const folder = path.join(parent, `drumbeat-${shortOf(`${process.getuid?.()} ${boot} ${installation}`)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) throw new Error("The folder of the departure logs is not ours alone.");
  return folder;
}

function logOf(folder: string, worker: string): string {
  return path.join(folder, `${shortOf(worker)}.log`);
}

function socketOf(folder: string, worker: string): string {
  return path.join(folder, `${shortOf(worker)}.sock`);
}

/** Short, because the path of a socket may be no longer than about a hundred bytes. */
function shortOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, NAME_LENGTH);
}

async function readDead(log: string): Promise<DeadProcess | null> {
  const socket = log.replace(/\.log$/, ".sock");
  if (!(await isGone(socket))) return null;
  try {
    const [worker = "", ...mayHaveLeft] = readFileSync(log, "utf8").split("\n");
    const forget = () => [log, `${log}.new`, socket].forEach((file) => rmSync(file, { force: true }));
    return { worker, mayHaveLeft: new Set(mayHaveLeft), forget };
  } catch {
    return null;
  }
}

/** Only a refusal says that nobody holds the socket; everything else, silence too, may be a process that is busy or stopped. */
function isGone(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const knock = connect(socket);
    const told = (gone: boolean) => {
      knock.destroy();
      resolve(gone);
    };
    knock.setTimeout(CONNECT_TIMEOUT_MS, () => told(false));
    knock.once("connect", () => told(false));
    knock.once("error", (error: NodeJS.ErrnoException) => told(error.code === "ECONNREFUSED"));
  });
}

function listen(socketPath: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((knock) => knock.destroy());
    server.once("error", reject);
    server.listen(socketPath, () => resolve(server.unref()));
  });
}
