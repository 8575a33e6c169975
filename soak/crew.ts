/** The workers of a soak: each place always has one, whatever ends it. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Draw } from "../bench/seeded.ts";
import { freePort } from "#lib/db/free-port.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
/** Crash points that a worker comes by while it sends; each has its turn. */
const TURNS = ["C1", "C2", "C4", "D1", "D3", "D4", "D5", "D6", "D7", "W1", "W2", "W3", "O1", "O2", "F1", "L1"];
/** The share of workers that get an order to die or to sleep at a crash point. */
const ORDERED = 0.35;
const PASS_MAX = 120;
const PAUSED = 0.2;
/** How wrong a worker's clock may be, in milliseconds. */
const SHIFT_MAX_MS = 86_400_000;
const RESTART_WITHIN_MS = 1_000;

type Member = { child: ChildProcess; port: number; ready: boolean; asleep: boolean; killed: boolean };
export type Deaths = { killed: number; atPoints: Record<string, number>; unasked: number };

export class Crew {
  readonly deaths: Deaths = { killed: 0, atPoints: {}, unasked: 0 };
  readonly #members = new Map<number, Member>();
  readonly #draw: Draw;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #changed: (ports: number[]) => void;
  readonly #places: Promise<void>[];
  #turn = 0;
  #calm = false;
  #ended = false;

  /** `changed` is told the webhook ports of those who are ready. */
  constructor(size: number, { draw, environment, changed }: { draw: Draw; environment: NodeJS.ProcessEnv; changed: (ports: number[]) => void }) {
    this.#draw = draw;
    this.#environment = environment;
    this.#changed = changed;
    this.#places = Array.from({ length: size }, (_, place) => this.#keep(place));
  }

  /** Kills one of those who are at work with kill -9; false when nobody is. */
  killOne(): boolean {
    const ready = this.#ready();
    if (ready.length === 0) return false;
    kill(this.#draw.of(ready));
    return true;
  }

  killAll(): void {
    for (const member of this.#members.values()) kill(member);
  }

  /** Stops one of those who are at work, and wakes it after so many milliseconds. */
  async stopOne(forMs: number): Promise<void> {
    const ready = this.#ready();
    if (ready.length === 0) return;
    const member = this.#draw.of(ready);
    member.asleep = true;
    member.child.kill("SIGSTOP");
    await sleep(forMs);
    member.child.kill("SIGCONT");
    member.asleep = false;
  }

  /** Wakes whoever fell asleep at a crash point. */
  wakeAll(): void {
    for (const { child, asleep } of this.#members.values()) if (!asleep) child.kill("SIGCONT");
  }

  /** From now on new workers have no orders; those who have one are replaced. */
  async becalm(): Promise<void> {
    this.#calm = true;
    this.killAll();
    while (this.#ready().length < this.#places.length) await sleep(100);
  }

  /** Ends everybody as an operator would, once. */
  async end(): Promise<void> {
    this.#ended = true;
    this.wakeAll();
    for (const { child } of this.#members.values()) child.kill("SIGTERM");
    await Promise.all(this.#places);
  }

  #ready(): Member[] {
    return [...this.#members.values()].filter(({ ready, asleep }) => ready && !asleep);
  }

  async #keep(place: number): Promise<void> {
    while (!this.#ended) {
      await this.#serve(place);
      this.#members.delete(place);
      this.#tell();
      if (!this.#ended) await sleep(this.#calm ? 0 : this.#draw.below(RESTART_WITHIN_MS));
    }
  }

  async #serve(place: number): Promise<void> {
    const port = await freePort(0);
    const order = this.#calm ? {} : this.#orderOne();
    const env = { ...this.#environment, LISTENER_PORT: String(port), CLOCK_SHIFT_MS: String(Math.round((this.#draw.next() * 2 - 1) * SHIFT_MAX_MS)), ...order };
    const child = spawn(process.execPath, ["--import", "./soak/shifted-clock.ts", "worker/main.ts"], { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
    const member: Member = { child, port, ready: false, asleep: false, killed: false };
    this.#members.set(place, member);
    const ended = new Promise<{ signal: NodeJS.Signals | null }>((resolve) => child.once("exit", (_, signal) => resolve({ signal })));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (!line.includes('"worker started"')) return;
      member.ready = true;
      this.#tell();
    });
    const { signal } = await ended;
    if (this.#ended) return;
    if (signal === "SIGKILL" && member.killed) this.deaths.killed += 1;
    else if (signal === "SIGKILL" && "CRASH_AT" in order) this.deaths.atPoints[order.CRASH_AT.slice(0, 2)] = (this.deaths.atPoints[order.CRASH_AT.slice(0, 2)] ?? 0) + 1;
    else this.deaths.unasked += 1;
  }

  #orderOne(): { CRASH_AT: string } | { PAUSE_AT: string } | Record<string, never> {
    if (this.#draw.next() >= ORDERED) return {};
    const at = `${TURNS[this.#turn++ % TURNS.length]}:${1 + this.#draw.below(PASS_MAX)}`;
    return this.#draw.next() < PAUSED ? { PAUSE_AT: at } : { CRASH_AT: at };
  }

  #tell(): void {
    this.#changed(this.#ready().map(({ port }) => port));
  }
}

function kill(member: Member): void {
  member.killed = true;
  member.child.kill("SIGKILL");
}
