/** Meta's review of a template: submitted once, received, pending, and then approved or rejected. */
import { z } from "zod";
import type { Call } from "./call.ts";
import { chanceFor } from "./chance.ts";
import { writeDown } from "./account-writes.ts";
import { approvalPart } from "./content.ts";
import { type KnownCode, refusedWith } from "./error-body.ts";
import type { SimulatedApproval, SimulatedTemplate } from "./fixtures.ts";
import { jsonBody } from "./json-body.ts";
import { json, refusal, type Reply } from "./reply.ts";
import { reviewProblem } from "./review-rules.ts";
import type { AccountState, World } from "./world.ts";

const CREATED = 201;

const Submission = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  category: z.enum(["MARKETING", "UTILITY", "AUTHENTICATION"]),
  allow_category_change: z.boolean().default(true),
});

/** POST /v1/Content/HX…/ApprovalRequests/whatsapp. A template is submitted once (Twilio, error dictionary 92009). */
export function submitForApproval({ world, state, named: [sid = ""], body }: Call): Reply {
  const known = state.templates.get(sid);
  if (!known) return refused(20404);
  if (known.approval !== "unsubmitted") return refused(92009);
  const submitted = Submission.safeParse(jsonBody(body));
  if (!submitted.success) return refusal({ ...refusedWith(20422), message: sentenceOf(submitted.error) });
  const { name, category, allow_category_change: allowCategoryChange } = submitted.data;
  const template: SimulatedTemplate = { ...known, approvalName: name, category, allowCategoryChange, approval: "received", submittedAt: world.clock() };
  writeDown(world, state, { what: "template", template });
  review(world, state, template);
  return json(CREATED, approvalPart(template));
}

/** Sets a submitted template on its way through review, at first or again after a restart. */
export function review(world: World, state: AccountState, { sid, submittedAt, approval }: SimulatedTemplate): void {
  if (submittedAt === undefined || (approval !== "received" && approval !== "pending")) return;
  const [leastMs, mostMs] = world.settings.delays.review;
  const reviewMs = (leastMs + (mostMs - leastMs) * chanceFor(world.settings.seed, `review ${sid}`)(0)) / world.settings.speed;
  if (approval === "received") world.agenda.at(submittedAt + reviewMs / 2, () => judge(world, state, { sid, from: "received", to: "pending" }));
  world.agenda.at(submittedAt + reviewMs, () => judge(world, state, { sid, from: "pending", to: "approved" }));
}

/** Nothing happens to a template that is somewhere else by now. */
function judge(world: World, state: AccountState, { sid, from, to }: { sid: string; from: SimulatedApproval; to: SimulatedApproval }): void {
  const template = state.templates.get(sid);
  if (template?.approval !== from) return;
  const problem = to === "approved" ? reviewProblem(template) : null;
  const judged: SimulatedTemplate = problem === null ? { ...template, approval: to } : { ...template, approval: "rejected", rejectionReason: problem };
  writeDown(world, state, { what: "template", template: judged });
}

function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join(".") || "body"}: ${issue.message}` : error.message;
}

function refused(code: KnownCode): Reply {
  return refusal(refusedWith(code));
}
