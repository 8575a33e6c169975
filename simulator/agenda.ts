/** Everything that is to happen later, on one timer, so that a hundred thousand plans cost no hundred thousand timers. */

/** What is due within one tick happens together: a thousand items a second share two hundred wakings. */
const TICK_MS = 5;
/** The longest delay that a Node timer takes, in ms. */
const TIMER_MAX_MS = 2_147_483_647;

type Act = () => void;

export class Agenda {
  #clock: () => number;
  /** By tick: what is due in it, in the order in which it was planned. */
  #due = new Map<number, Act[]>();
  /** The ticks of `#due` as a heap, the earliest first. */
  #ticks: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #wakingAt = Infinity;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Acts at a time in ms of the clock or up to a tick after it, and as soon as possible when that time has passed. */
  at(dueAt: number, act: Act): void {
    const tick = Math.ceil(dueAt / TICK_MS);
    const acts = this.#due.get(tick);
    if (acts) {
      acts.push(act);
      return;
    }
    this.#due.set(tick, [act]);
    pushTick(this.#ticks, tick);
    if (tick < this.#wakingAt) this.#wakeAt(tick);
  }

  /** Looks at the clock again, which has been moved. */
  wake(): void {
    const [next] = this.#ticks;
    if (next !== undefined) this.#wakeAt(next);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#due.clear();
    this.#ticks = [];
    this.#wakingAt = Infinity;
  }

  #wakeAt(tick: number): void {
    clearTimeout(this.#timer);
    this.#wakingAt = tick;
    const delayMs = Math.ceil(tick * TICK_MS - this.#clock());
    this.#timer = setTimeout(() => this.#wake(), Math.min(TIMER_MAX_MS, Math.max(0, delayMs)));
  }

  #wake(): void {
    this.#wakingAt = Infinity;
    const nowTick = this.#clock() / TICK_MS;
    // What an action plans for this very moment waits for the next waking, so that one waking always ends.
    const due: Act[][] = [];
    for (let first = this.#ticks[0]; first !== undefined && first <= nowTick; first = this.#ticks[0]) {
      due.push(this.#due.get(first) ?? []);
      this.#due.delete(first);
      popTick(this.#ticks);
    }
    for (const acts of due) for (const act of acts) act();
    const next = this.#ticks[0];
    if (next !== undefined && next < this.#wakingAt) this.#wakeAt(next);
  }
}

/** Puts a tick into a heap that has its least number first. */
function pushTick(heap: number[], tick: number): void {
  let at = heap.length;
  heap.push(tick);
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above] ?? -Infinity;
    if (parent <= tick) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = tick;
}

/** Takes the least number out of such a heap. */
function popTick(heap: number[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    const right = heap[child + 1] ?? Infinity;
    if (right < (heap[child] ?? Infinity)) child += 1;
    const lesser = heap[child] ?? Infinity;
    if (lesser >= last) break;
    heap[at] = lesser;
    at = child;
  }
  heap[at] = last;
}
