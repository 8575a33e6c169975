/** A line to the simulator that can be bent: some answers come from the test instead, or the connection is cut. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** `null` lets the request through. A text is the body of an answer with that status; `cut` ends the connection without one. */
export type Bend = (asked: { path: string; query: URLSearchParams; n: number }) => { status: number; body: string } | "cut" | null;

export type BentLine = { url: string; /** Paths with their queries, in the order in which they were asked for. */ asked: string[]; stop(): Promise<void> };

/** Listens on a free port and passes what is asked on to `target`, unless `bend` says otherwise. `n` counts the requests of a path, from 1. */
export async function openBentLine(target: string, bend: Bend): Promise<BentLine> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? "/", target);
    asked.push(pathname + search);
    const n = asked.filter((each) => each.split("?")[0] === pathname).length;
    const bent = bend({ path: pathname, query: searchParams, n });
    if (bent === "cut") return void request.socket.destroy();
    if (bent) return void response.writeHead(bent.status, { "content-type": "application/json" }).end(bent.body);
    const answer = await fetch(target + pathname + search, { headers: { authorization: request.headers.authorization ?? "" } });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await listening;
  // A server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () => {
      const { promise, resolve: stopped } = Promise.withResolvers<void>();
      server.close(() => stopped());
      server.closeAllConnections();
      return promise;
    },
  };
}
