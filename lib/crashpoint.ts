/** Named places where a test may let this process die, sleep or stumble. In every other process they are empty calls. */
import { crashSettings } from "./env.ts";

/**
 * Enqueue E, claim C, dispatch D, callback W, inbound O, reconciliation Q, finalise F, import I, reaper L.
 * What happens on the wire itself (C3, D2) has no line of code to stand at: a proxy does that. An audience is frozen by one
 * statement, so there is nothing between two chunks of it (E2).
 */
export const CRASH_POINTS = ["E1", "E3", "C1", "C2", "C4", "D1", "D3", "D4", "D5", "D6", "D7", "W1", "W2", "W3", "O1", "O2", "Q1", "Q2", "Q3", "F1", "I1", "I2", "I3", "L1"] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

type Deed = "crash" | "pause" | "throw";
type Order = { deed: Deed; point: CrashPoint; /** The pass at which it happens, from 1. */ pass: number };

const ORDER = /^([A-Z]\d):([1-9]\d{0,8})$/;

/** Thrown where THROW_AT says so. */
export class CrashPointReached extends Error {}

const orders = ordersFrom(crashSettings());
const passes = new Map<CrashPoint, number>();

/** Marks a place by its name. */
export const crashpoint: (point: CrashPoint) => void = orders.length === 0 ? () => undefined : reach;

/** The same for "asked, and not answered yet": what was handed to a socket in this turn has been written when it happens. */
export const crashpointOnceAsked: (point: CrashPoint) => void = orders.length === 0 ? () => undefined : (point) => void setImmediate(reach, point);

function reach(point: CrashPoint): void {
  const pass = (passes.get(point) ?? 0) + 1;
  passes.set(point, pass);
  for (const order of orders) {
    if (order.point !== point || order.pass !== pass) continue;
    if (order.deed === "throw") throw new CrashPointReached(`The crash point ${point} was passed ${pass} times.`);
    process.kill(process.pid, order.deed === "crash" ? "SIGKILL" : "SIGSTOP");
  }
}

/** What the settings order: `D3:7` is the seventh pass of D3, several are divided by commas. Throws for what cannot be meant. */
export function ordersFrom(settings: { crashAt: string; pauseAt: string; throwAt: string } | null): Order[] {
  if (settings === null) return [];
  const named: [Deed, string][] = [["crash", settings.crashAt], ["pause", settings.pauseAt], ["throw", settings.throwAt]];
  return named.flatMap(([deed, text]) => text.split(",").filter(Boolean).map((each) => orderFrom(deed, each)));
}

function orderFrom(deed: Deed, text: string): Order {
  const [, name, pass] = ORDER.exec(text) ?? [];
  const point = CRASH_POINTS.find((each) => each === name);
  if (point === undefined) throw new RangeError(`"${text}" names no crash point and pass, such as D3:1.`);
  return { deed, point, pass: Number(pass) };
}
