/** A line that can be cut: TCP between two parties, who learn of it only by what no longer comes. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { Transform } from "node:stream";

export type Proxy = {
  port: number;
  /** Where new connections go: to the first that takes one, beginning with another each time. */
  to: (ports: readonly number[]) => void;
  /** Ends every open connection at once. Returns how many. */
  cut: () => number;
  /** From now on what is asked still arrives and no answer comes back; after so many milliseconds the connections end. */
  swallow: (forMs: number) => void;
  /** From now on what passes, either way, takes so many milliseconds longer. */
  slow: (ms: number) => void;
  /** The next so many times that somebody asks with this word, the question arrives, its answer ends the connection and is not passed on. */
  loseAnswersTo: (word: string, times: number) => void;
  /** How many answers to a word are still to be lost. */
  toLose: (word: string) => number;
  /** How many connections were opened so far by whoever names itself so. */
  opened: (by: string) => number;
  close: () => Promise<void>;
};

const HOST = "127.0.0.1";

/** What everything that passes goes through: how late it is, and which answers are lost. */
type Weather = { slowMs: number; losing: Map<string, number>; /** The first that each caller said. */ openings: Buffer[] };
type Line = { from: Socket; onward: Socket | null; weather: Weather };

/** Listens on a free port. */
export async function openProxy(ports: readonly number[] = []): Promise<Proxy> {
  const lines = new Set<Line>();
  const weather: Weather = { slowMs: 0, losing: new Map(), openings: [] };
  let targets = ports;
  let turn = 0;
  const server = createServer({ noDelay: true }, (from) => {
    const line: Line = { from, onward: null, weather };
    lines.add(line);
    from.once("close", () => (line.onward?.destroy(), lines.delete(line)));
    from.on("error", () => undefined);
    turn += 1;
    joinOne(line, targets.map((_, index) => targets[(turn + index) % targets.length] ?? 0));
  });
  const cut = () => {
    const open = [...lines];
    for (const line of open) end(line);
    return open.length;
  };
  const swallow = (forMs: number) => {
    for (const line of lines) {
      line.onward?.unpipe();
      line.onward?.resume();
      setTimeout(() => end(line), forMs).unref();
    }
  };
  const port = await listen(server);
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), void cut()));
  return {
    port,
    to: (next) => void (targets = next),
    cut,
    swallow,
    slow: (ms) => void (weather.slowMs = ms),
    loseAnswersTo: (word, times) => void weather.losing.set(word, times),
    toLose: (word) => weather.losing.get(word) ?? 0,
    opened: (by) => weather.openings.filter((opening) => opening.includes(by)).length,
    close,
  };
}

function end({ from, onward }: Line): void {
  from.destroy();
  onward?.destroy();
}

/** Joins a caller with the first port that takes the connection; whom nobody takes is turned away. */
function joinOne(line: Line, [port, ...others]: number[]): void {
  if (port === undefined || line.from.destroyed) return void line.from.destroy();
  const onward = connect({ host: HOST, port, noDelay: true });
  let joined = false;
  onward.once("connect", () => {
    joined = true;
    line.onward = onward;
    const { question, answer } = waysOf(line);
    line.from.pipe(question).pipe(onward).pipe(answer).pipe(line.from);
  });
  onward.once("close", () => (joined ? line.from.destroy() : joinOne(line, others)));
  onward.on("error", () => undefined);
}

/** The two ways of a line. What is lost is the whole answer: by its first byte the other side has done what it was asked. */
function waysOf(line: Line): { question: Transform; answer: Transform } {
  const { weather } = line;
  let isLosing = false;
  let hasOpened = false;
  const later = (pass: () => void) => (weather.slowMs > 0 ? void setTimeout(pass, weather.slowMs) : pass());
  const question = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      if (!hasOpened) weather.openings.push(chunk);
      hasOpened = true;
      isLosing ||= takesOne(weather.losing, chunk);
      later(() => done(null, chunk));
    },
  });
  const answer = new Transform({
    transform: (chunk: Buffer, _encoding, done) => (isLosing ? (end(line), done()) : later(() => done(null, chunk))),
  });
  return { question, answer };
}

function takesOne(losing: Map<string, number>, chunk: Buffer): boolean {
  for (const [word, times] of losing) {
    if (times < 1 || !chunk.includes(word)) continue;
    losing.set(word, times - 1);
    return true;
  }
  return false;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : 0);
    });
  });
}
