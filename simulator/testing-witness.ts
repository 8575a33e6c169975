/** A witness between a client and the simulator: passes every request and every answer on as it is, and keeps what went over the wire. */
import { createServer, request as passOn, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type Exchange = {
  method: string;
  /** With its query. */
  path: string;
  requestType: string;
  requestBody: string;
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
};
export type Witness = { url: string; exchanges: Exchange[]; stop(): Promise<void> };

/** Resolves when the witness listens. Addresses in answers lead back to it. */
export async function openWitness(simulatorUrl: string): Promise<Witness> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (asked, answered) => {
    const requestBody = await textOf(asked);
    const onward = passOn(new URL(asked.url ?? "/", simulatorUrl), { method: asked.method, headers: asked.headers, agent: false }, async (answer) => {
      const body = await textOf(answer);
      exchanges.push({
        method: asked.method ?? "GET",
        path: asked.url ?? "/",
        requestType: asked.headers["content-type"] ?? "",
        requestBody,
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        body,
      });
      answered.writeHead(answer.statusCode ?? 0, answer.headers).end(body);
    });
    onward.on("error", () => answered.destroy());
    onward.end(requestBody);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  // A server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  const stop = () => {
    const { promise: stopped, resolve: done } = Promise.withResolvers<void>();
    server.close(() => done());
    server.closeAllConnections();
    return stopped;
  };
  return { url: `http://127.0.0.1:${port}`, exchanges, stop };
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of message.setEncoding("utf8")) text += String(chunk);
  return text;
}
