/** Webhooks that must change nothing: forged, of another account, moved, folded, cut, and genuine ones that were taken before. */
import { createHmac } from "node:crypto";
import type { Form } from "#simulator/signature.ts";
import type { Draw } from "./seeded.ts";
import type { SignedWebhook, WebhookShop } from "./webhook-shop.ts";

export type Forgery = { kind: string; webhook: SignedWebhook; /** Whether the door may say 2xx: only to what means the same as something that it has taken before. */ mayBeTaken: boolean };

export type Captured = {
  /** Whose webhooks were captured. */
  shop: WebhookShop;
  /** Another account of the same installation, whose token the forger has. */
  other: WebhookShop;
  /** What the shop has already taken, signature and all. */
  webhooks: SignedWebhook[];
};

type Forge = (captured: Captured, from: SignedWebhook, draw: Draw) => SignedWebhook;

const HEX = "0123456789abcdef";
const STATUSES = ["queued", "sent", "delivered", "undelivered", "failed", "read"];

const FORGERIES: Record<string, Forge> = {
  "without a signature": (_, from) => ({ ...from, signature: "" }),
  "with a signature out of the air": (_, from, draw) => ({ ...from, signature: Buffer.from(Array.from({ length: 20 }, () => draw.below(256))).toString("base64") }),
  "signed with an empty token": ({ shop }, from) => resigned(shop, "", from),
  "signed with another account's token": ({ shop, other }, from) => resigned(shop, other.authToken, from),
  "of another account, under its own name": ({ shop, other }, from) => resigned(shop, other.authToken, { ...from, form: replaced(from.form, "AccountSid", other.accountSid) }),
  // A message of a person that is signed with the other account's token, under that account's path, is genuine: only status callbacks carry our seal.
  "of another account, under its own path": ({ shop, other }, from) => resigned(shop, from.target.includes("/inbound/") ? "" : other.authToken, { ...from, target: from.target.replace(shop.accountId, other.accountId), form: replaced(from.form, "AccountSid", other.accountSid) }),
  "of an account that is not there": ({ shop }, from, draw) => ({ ...from, target: from.target.replace(shop.accountId, shop.accountId.replace(/.{12}$/, Array.from({ length: 12 }, () => HEX[draw.below(16)]).join(""))) }),
  "with another status": (_, from, draw) => ({ ...from, form: replaced(from.form, "MessageStatus", `${draw.of(STATUSES)}x`) }),
  "with another message": (_, from, draw) => ({ ...from, form: replaced(from.form, "MessageSid", `SM${Array.from({ length: 32 }, () => HEX[draw.below(16)]).join("")}`) }),
  "with an error put in": (_, from) => ({ ...from, form: [...from.form.filter(([name]) => name !== "ErrorCode"), ["ErrorCode", "63050"], ["MessageStatus", "failed"]] }),
  "with one parameter left out": (_, from, draw) => ({ ...from, form: from.form.toSpliced(draw.below(from.form.length), 1) }),
  "for another attempt": ({ shop }, from, draw) => ({ ...from, target: from.target.replace(/\/[0-9]+-1\./, `/${shop.messageIds[draw.below(shop.messageIds.length)]}-2.`) }),
  "with its parameters folded into the path": (_, from, draw) => folded(from, draw),
  "with its parameters in the query": (_, from) => ({ ...from, target: `${from.target}?${from.form.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}` }),
  "with borders moved": (_, from, draw) => shifted(from, draw),
  "with ten thousand parameters": (_, from) => ({ ...from, form: Array.from({ length: 10_000 }, (__, index): [string, string] => [`p${index % 99}`, ""]) }),
};

/** Draws one. */
export function drawForgery(captured: Captured, draw: Draw): Forgery {
  const from = draw.of(captured.webhooks);
  const kinds = ["taken before", ...Object.keys(FORGERIES)];
  // Ten thousand parameters cost the forger more than us; one in so many is enough.
  const kind = draw.of(draw.next() < 0.95 ? kinds.slice(0, -1) : kinds);
  const webhook = FORGERIES[kind]?.(captured, from, draw) ?? from;
  return { kind, webhook, mayBeTaken: meansTheSame(webhook, from) };
}

/** What a webhook does depends on these alone; all else is kept as it came. */
const MEANT = ["AccountSid", "MessageSid", "MessageStatus", "EventType", "ErrorCode", "From", "To", "Body", "OptOutType", "ButtonText", "ButtonPayload"];

function meansTheSame(one: SignedWebhook, other: SignedWebhook): boolean {
  const [left, right] = [new Map(one.form), new Map(other.form)];
  return one.target === other.target && one.signature === other.signature && MEANT.every((name) => left.get(name) === right.get(name));
}

function resigned({ publicBaseUrl }: WebhookShop, token: string, { target, form }: SignedWebhook): SignedWebhook {
  return { target, form, signature: createHmac("sha1", token).update(publicBaseUrl + target + joined(form)).digest("base64") };
}

function joined(form: Form): string {
  return sorted(form).flat().join("");
}

function sorted(form: Form): Form {
  return form.toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function replaced(form: Form, name: string, value: string): Form {
  return form.map(([each, before]) => [each, each === name ? value : before]);
}

/** The first parameters move into the path: what is signed stays the same, character by character. */
function folded({ target, form, signature }: SignedWebhook, draw: Draw): SignedWebhook {
  const parts = sorted(form);
  const moved = 1 + draw.below(parts.length);
  return { target: target + encodeURI(joined(parts.slice(0, moved))), form: parts.slice(moved), signature };
}

/** Borders move between names and values: what is signed stays the same, and, where the names stay in order, so does the signature. */
function shifted({ target, form, signature }: SignedWebhook, draw: Draw): SignedWebhook {
  const text = joined(form);
  const kept = new Map(form);
  const shifts: Form[] = [
    // A parameter that we act upon is swallowed by the one before it.
    swallowed(form, draw),
    // Its name is cut in two.
    sorted(form).map(([name, value], index) => (index === 0 && name.length > 1 ? [name.slice(0, 1), name.slice(1) + value] : [name, value])),
    // All is one parameter.
    [["A", text.slice(1)]],
    // The parameters that matter stand, and one unknown holds the rest.
    [["AccountSid", kept.get("AccountSid") ?? ""], ["MessageSid", kept.get("MessageSid") ?? ""], ["MessageStatus", "read"], ["Z", text]],
  ];
  return { target, form: draw.of(shifts), signature };
}

/** Any one but the first becomes part of the value before it. */
function swallowed(form: Form, draw: Draw): Form {
  const parts = sorted(form);
  const at = 1 + draw.below(parts.length - 1);
  const [before, gone] = [parts[at - 1], parts[at]];
  return before && gone ? parts.toSpliced(at - 1, 2, [before[0], before[1] + gone.join("")]) : parts;
}
