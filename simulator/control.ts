/** The simulator's own door, under /__sim: what it saw, and how it is to behave. */
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { ChangeShape, ClockShape, DoorShape, FaultsShape, FilterShape, InboundShape, PageShape, PhonesShape, WebhooksShape } from "./control-shapes.ts";
import { controlPage } from "./control-page.ts";
import { closeSoon } from "./door.ts";
import { json, type Reply } from "./reply.ts";
import type { Simulator } from "./simulator.ts";

type ControlRequest = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
type Query = Record<string, string>;

const BAD_REQUEST = 400;
const FORBIDDEN = 403;
const DONE = { ok: true };

const QUESTIONS: Record<string, (simulator: Simulator, query: Query) => unknown> = {
  clock: (simulator) => simulator.time(),
  log: (simulator, query) => simulator.log(PageShape.parse(query)),
  messages: (simulator, query) => simulator.messages(PageShape.parse(query)),
  pending: (simulator) => simulator.pending(),
  phones: (simulator, query) => simulator.phones(PhonesShape.parse(query)),
  stats: (simulator, query) => simulator.stats(FilterShape.parse(query)),
};

const ORDERS: Record<string, (simulator: Simulator, order: unknown) => unknown> = {
  clock: (simulator, order) => simulator.advance(ClockShape.parse(order).advanceSeconds),
  door: (simulator, order) => closeSoon(simulator.door, DoorShape.parse(order).closedMs),
  faults: (simulator, order) => simulator.setFaults(FaultsShape.parse(order)),
  inbound: (simulator, order) => simulator.receive(InboundShape.parse(order)),
  membership: changed,
  person: changed,
  reset: (simulator) => simulator.reset(),
  sender: changed,
  template: changed,
  webhooks: (simulator, order) => {
    const { accountSid, inboundUrl } = WebhooksShape.parse(order);
    simulator.setInboundUrl(accountSid, inboundUrl);
  },
};

/** Answers one control request. Nothing here is logged, delayed or authenticated: the simulator listens to this machine only, and pages of others may not speak for it. */
export async function answerControl(simulator: Simulator, request: ControlRequest): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.path, "http://simulator");
  const name = pathname.slice("/__sim/".length);
  const asked = `${request.method} ${pathname}`;
  if (isForeign(request.headers)) return problem(FORBIDDEN, "The control door takes orders from its own page and from programs, not from other pages.");
  try {
    if (request.method === "GET" && name === "") return controlPage();
    if (request.method === "GET" && Object.hasOwn(QUESTIONS, name)) return json(200, QUESTIONS[name]?.(simulator, Object.fromEntries(searchParams)));
    if (request.method === "POST" && Object.hasOwn(ORDERS, name)) return json(200, (await ORDERS[name]?.(simulator, named(name, request.body))) ?? DONE);
    return unknown(asked);
  } catch (error) {
    if (error instanceof z.ZodError) return problem(BAD_REQUEST, z.prettifyError(error));
    if (error instanceof SyntaxError || error instanceof RangeError) return problem(BAD_REQUEST, error.message);
    throw error;
  }
}

/** The order's JSON; a change says in its path what it changes. */
function named(name: string, body: string): unknown {
  if (name === "reset") return {};
  const order: unknown = JSON.parse(body);
  return ORDERS[name] === changed && typeof order === "object" ? { ...order, what: name } : order;
}

function changed(simulator: Simulator, order: unknown): void {
  simulator.change(ChangeShape.parse(order));
}

/** Whether a browser says that another page than ours asks. */
function isForeign({ origin, host }: IncomingHttpHeaders): boolean {
  return origin !== undefined && origin !== `http://${host}`;
}

function unknown(asked: string): Reply {
  const list = (names: object) => Object.keys(names).toSorted().join(", ");
  return problem(404, `The simulator does not know "${asked}". It knows GET ${list(QUESTIONS)}, and POST ${list(ORDERS)}, all under /__sim/.`);
}

function problem(status: number, error: string): Reply {
  return json(status, { error });
}
