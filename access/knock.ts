/** Goes to one door as one person, and says how it was received. */
import type { Door } from "./doors.ts";
import type { AccountSlug, Principal, Things } from "./world.ts";

/** `granted` is whatever comes behind the gate, a refusal of what was asked among it. `missing` is what everybody gets for what is not there. */
export const ANSWERS = ["granted", "sign-in", "missing", "refused", "no-such-method", "broken"] as const;
export type Answer = (typeof ANSWERS)[number];

/** One request: through which door, in which way, and into which account. */
export type Errand = { door: Door; method: Method; account: AccountSlug };
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

const SIGN_IN = /^(https?:\/\/[^/]+)?\/sign-in([?;]|$)/;
const ANSWER_WITHIN_MS = 30_000;
const MISSING = 404;
const FORBIDDEN = 403;
const UNAUTHENTICATED = 401;
const NO_SUCH_METHOD = 405;
const BROKEN = 500;

/** `base` is where the console listens. Throws when nobody answers in time. */
export async function knock(base: string, { door, method, account }: Errand, { cookie }: Principal, things: Things): Promise<Answer> {
  const address = base + addressIn({ door, method, account }, things);
  const headers = { origin: base, ...(cookie !== null && { cookie }) };
  const asked = door.kind === "action" ? { headers: { ...headers, "next-action": door.id, accept: "text/x-component" }, body: formOf(account) } : { headers, ...(method !== "GET" && { body: "" }) };
  const answer = await fetch(address, { ...asked, method, redirect: "manual", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  await answer.arrayBuffer();
  return meaningOf(answer);
}

function meaningOf({ status, headers }: Response): Answer {
  const next = headers.get("x-action-redirect") ?? headers.get("location");
  if (next !== null && SIGN_IN.test(next)) return "sign-in";
  if (status === UNAUTHENTICATED) return "sign-in";
  if (status === MISSING) return "missing";
  if (status === FORBIDDEN) return "refused";
  if (status === NO_SUCH_METHOD) return "no-such-method";
  return status >= BROKEN ? "broken" : "granted";
}

/** As React encodes the arguments of an action, each form under its number: one that holds nothing but the account. Whoever gets past the gate is told what is missing. In place of the state before stands the form too, for actions that are called without one. */
function formOf(account: AccountSlug): FormData {
  const form = new FormData();
  form.set("_1_account", account);
  form.set("_2_account", account);
  form.set("0", JSON.stringify(["$K1", "$K2"]));
  return form;
}

function addressIn({ door, method, account }: Errand, things: Things): string {
  const address = door.kind === "action" ? door.page : door.address;
  const id = /contacts/.test(address) ? things.contact : /imports/.test(address) ? things.import : /senders/.test(address) ? things.sender : things.template;
  return address
    // Twilio names an account by its id, people by its name.
    .replace("[account]", address.startsWith("/api/twilio/") ? things.account : account)
    .replace("[campaign]", /compose/.test(address) ? things.draft : things.campaign)
    .replace("[id]", id)
    .replace("[code]", "63016")
    .replace("[token]", `1-1.${"0".repeat(32)}`)
    .replace("[...nextauth]", method === "POST" ? "callback/credentials" : "session");
}
