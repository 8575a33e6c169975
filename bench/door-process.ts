/** One door alone in a process, for a bench: `door-process.ts listener|route|bare`. Says its port when it listens. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { openIngress } from "#lib/ingress/open-ingress.ts";
import { settings } from "#lib/env.ts";
import { POST as postStatus } from "../app/api/twilio/status/[account]/[token]/route.ts";
import { startListener } from "../worker/listener.ts";

const [, , door] = process.argv;
const openings: Record<string, () => Promise<number>> = { listener, route: () => served(routed), bare: () => served(bare) };
const open = openings[door ?? ""];
if (!open) throw new Error(`There is no door "${door}".`);
console.log(`listening on ${await open()}`);

async function listener(): Promise<number> {
  const { publicBaseUrl = "", encryptionKey: callbackKey } = settings();
  const world = openIngress({ publicBaseUrl, callbackKey });
  return (await startListener(0, () => world)).port;
}

/** What any door costs at least: reads the form, believes it, answers. */
async function bare(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parameters = new URLSearchParams(await textOf(request));
  response.statusCode = parameters.has("MessageSid") ? 204 : 400;
  response.end();
}

/** The route's own function, with as little around it as Next.js could have. */
async function routed(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const answer = await postStatus(new Request(`http://127.0.0.1${request.url}`, { method: "POST", headers, body: await textOf(request) }));
  response.statusCode = answer.status;
  response.end(await answer.text());
}

function served(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Promise<number> {
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
