/** A line that can be cut: TCP between two parties, who learn of it only by what no longer comes. */
import { connect, createServer, type Server, type Socket } from "node:net";

export type Proxy = {
  port: number;
  /** Where new connections go: to the first that takes one, beginning with another each time. */
  to: (ports: readonly number[]) => void;
  /** Ends every open connection at once. Returns how many. */
  cut: () => number;
  /** From now on what is asked still arrives and no answer comes back; after so many milliseconds the connections end. */
  swallow: (forMs: number) => void;
  close: () => Promise<void>;
};

const HOST = "127.0.0.1";

type Line = { from: Socket; onward: Socket | null };

/** Listens on a free port. */
export async function openProxy(ports: readonly number[] = []): Promise<Proxy> {
  const lines = new Set<Line>();
  let targets = ports;
  let turn = 0;
  const server = createServer({ noDelay: true }, (from) => {
    const line: Line = { from, onward: null };
    lines.add(line);
    from.once("close", () => (line.onward?.destroy(), lines.delete(line)));
    from.on("error", () => undefined);
    turn += 1;
    joinOne(line, targets.map((_, index) => targets[(turn + index) % targets.length] ?? 0));
  });
  const end = (line: Line) => (line.from.destroy(), line.onward?.destroy());
  const cut = () => {
    const open = [...lines];
    for (const line of open) end(line);
    return open.length;
  };
  const swallow = (forMs: number) => {
    for (const line of lines) {
      line.onward?.unpipe(line.from);
      line.onward?.resume();
      setTimeout(() => end(line), forMs).unref();
    }
  };
  const port = await listen(server);
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), void cut()));
  return { port, to: (next) => void (targets = next), cut, swallow, close };
}

/** Joins a caller with the first port that takes the connection; whom nobody takes is turned away. */
function joinOne(line: Line, [port, ...others]: number[]): void {
  if (port === undefined || line.from.destroyed) return void line.from.destroy();
  const onward = connect({ host: HOST, port, noDelay: true });
  let joined = false;
  onward.once("connect", () => {
    joined = true;
    line.onward = onward;
    line.from.pipe(onward).pipe(line.from);
  });
  onward.once("close", () => (joined ? line.from.destroy() : joinOne(line, others)));
  onward.on("error", () => undefined);
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
