/** The simulator's own door, under /__sim: what it saw, and how it is to behave. */
import { z } from "zod";
import { CLOSED_MAX_MS, closeSoon } from "./door.ts";
import { everyFault, FATE_NAMES, type FaultPlan } from "./faults.ts";
import { json, type Reply } from "./reply.ts";
import type { Simulator } from "./simulator.ts";

type ControlRequest = { method: string; path: string; body: string };

const BAD_REQUEST = 400;

const Share = z.number().min(0).max(1);
const FateShape = z.union([
  z.enum(FATE_NAMES),
  z.object({ refuse: z.object({ status: z.int().min(400).max(599), code: z.int().positive() }) }),
]);
const FaultsShape = z.strictObject({
  recipients: z.record(z.string(), z.array(FateShape)).optional(),
  script: z.array(FateShape).optional(),
  rates: z.partialRecord(z.enum(FATE_NAMES), Share).optional(),
  /** A share that is divided evenly among all faulty fates. */
  everyFault: Share.optional(),
});
const DoorShape = z.strictObject({ closedMs: z.number().positive().max(CLOSED_MAX_MS) });
const InboundShape = z.object({ accountSid: z.string(), from: z.string().min(1), to: z.string().min(1), body: z.string() });
const WebhooksShape = z.object({ accountSid: z.string(), inboundUrl: z.url({ protocol: /^https?$/ }) });

const Number0 = z.coerce.number().min(0).optional();
const PageShape = z.object({ since: Number0, limit: Number0 });
const FilterShape = z.object({ accountSid: z.string().optional(), contentSid: z.string().optional(), since: Number0 });

/** Answers one control request. Nothing here is logged, delayed or authenticated: the simulator listens to this machine only. */
export async function answerControl(simulator: Simulator, request: ControlRequest): Promise<Reply> {
  const { pathname, searchParams } = new URL(request.path, "http://simulator");
  const query = Object.fromEntries(searchParams);
  const asked = `${request.method} ${pathname}`;
  try {
    switch (asked) {
      case "GET /__sim/log":
        return json(200, simulator.log(PageShape.parse(query)));
      case "GET /__sim/messages":
        return json(200, simulator.messages(PageShape.parse(query)));
      case "GET /__sim/stats":
        return json(200, simulator.stats(FilterShape.parse(query)));
      default:
        return request.method === "POST" ? await ordered(simulator, asked, request.body) : unknown(asked);
    }
  } catch (error) {
    if (error instanceof z.ZodError) return problem(BAD_REQUEST, z.prettifyError(error));
    if (error instanceof SyntaxError || error instanceof RangeError) return problem(BAD_REQUEST, error.message);
    throw error;
  }
}

async function ordered(simulator: Simulator, asked: string, body: string): Promise<Reply> {
  switch (asked) {
    case "POST /__sim/faults":
      simulator.setFaults(planFrom(FaultsShape.parse(JSON.parse(body))));
      return json(200, { ok: true });
    case "POST /__sim/door":
      closeSoon(simulator.door, DoorShape.parse(JSON.parse(body)).closedMs);
      return json(200, { ok: true });
    case "POST /__sim/inbound":
      return json(200, await simulator.receive(InboundShape.parse(JSON.parse(body))));
    case "POST /__sim/webhooks": {
      const { accountSid, inboundUrl } = WebhooksShape.parse(JSON.parse(body));
      simulator.setInboundUrl(accountSid, inboundUrl);
      return json(200, { ok: true });
    }
    case "POST /__sim/reset":
      simulator.reset();
      return json(200, { ok: true });
    default:
      return unknown(asked);
  }
}

/** Rates that are named go before those of the even share. */
function planFrom({ everyFault: share = 0, ...plan }: z.infer<typeof FaultsShape>): FaultPlan {
  return { ...plan, rates: { ...(share > 0 && everyFault(share)), ...plan.rates } };
}

function unknown(asked: string): Reply {
  return problem(404, `The simulator does not know "${asked}". It knows GET log, messages and stats, and POST door, faults, inbound, webhooks and reset, all under /__sim/.`);
}

function problem(status: number, error: string): Reply {
  return json(status, { error });
}
