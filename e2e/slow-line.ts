/** A line to the console over which documents come in small pieces, as over a telephone. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export type SlowLine = { url: string; close: () => Promise<void> };

type Pieces = { bytes: number; everyMs: number };

/** Opens the line to a console at `url`. Only documents are slow: they come `bytes` at a time, one every `everyMs`. */
export async function openSlowLine(url: string, pieces: Pieces): Promise<SlowLine> {
  const server = createServer((asked, answer) => pass(new URL(url), pieces, asked, answer));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://localhost:${port}`, close };
}

function pass(to: URL, pieces: Pieces, asked: IncomingMessage, answer: ServerResponse): void {
  // Packed, a piece of the line is no piece of the document.
  const { "accept-encoding": _packed, ...headers } = asked.headers;
  const forward = request({ host: "127.0.0.1", port: to.port, method: asked.method, path: asked.url, headers: { ...headers, host: to.host } }, (given) => {
    const { "content-length": _length, ...kept } = given.headers;
    answer.writeHead(given.statusCode ?? 502, kept);
    answer.flushHeaders();
    if (given.headers["content-type"]?.startsWith("text/html")) drip(given, answer, pieces).catch(() => answer.destroy());
    else given.pipe(answer);
  });
  forward.once("error", () => answer.destroy());
  asked.pipe(forward);
}

async function drip(given: IncomingMessage, answer: ServerResponse, { bytes, everyMs }: Pieces): Promise<void> {
  for await (const chunk of given) {
    if (!Buffer.isBuffer(chunk)) continue;
    for (let from = 0; from < chunk.length; from += bytes) {
      answer.write(chunk.subarray(from, from + bytes));
      await delay(everyMs);
    }
  }
  answer.end();
}
