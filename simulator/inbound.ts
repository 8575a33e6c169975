/** People who write to the business: the message, the window it opens, and the webhook that tells of it. */
import { inboundForm } from "./inbound-form.ts";
import type { InboundMessage, InboundParts } from "./message.ts";
import { newSid } from "./new-sid.ts";
import { heed, optOutTypeOf } from "./opt-outs.ts";
import { inboundUrlOf } from "./senders.ts";
import { type AccountState, addressOf, enter, join, openWindow, settleQuiet, type World } from "./world.ts";

/** Addresses with or without `whatsapp:`. `to` is a sender of the account; `from` a number, or the id of a person whose number Meta keeps to itself. */
export type Inbound = Omit<InboundParts, "media"> & { accountSid: string; from: string; to: string; body?: string; /** MIME types of files. */ media?: string[] };
/** `answered` is the HTTP status of the webhook: null when it did not answer, undefined when the account has named none. */
export type InboundResult = { sid: string; answered: number | null | undefined };

/** A number, or a business-scoped user id such as `US.13491208655302741918` (Meta, business-scoped user ids). */
const PERSON = /^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128})$/;

/** Takes what a person wrote, and resolves when the webhook has come to its end. Throws a RangeError for an unknown account or sender, or for a person who cannot be. */
export async function receive(world: World, inbound: Inbound): Promise<InboundResult> {
  const { accountSid, from, to: sender, body, media, ...others } = inbound;
  const state = world.accounts.get(accountSid);
  if (!state) throw new RangeError(`There is no simulated account ${accountSid}.`);
  const to = addressOf(sender);
  if (!state.senders.has(to)) throw new RangeError(`${to} is not a sender of the account ${accountSid}.`);
  if (!PERSON.test(addressOf(from))) throw new RangeError(`"${from}" is neither a number such as +12125550101 nor an id such as US.13491208655302741918.`);
  const written = body ?? others.button?.text ?? others.list?.title ?? "";
  const optOut = others.optOut ?? optOutTypeOf(state, { to, body: written });
  const parts: InboundParts = { ...others, ...(optOut && { optOut }), ...(media && { media: media.map((contentType) => ({ sid: newSid("ME"), contentType })) }) };
  const message: InboundMessage = {
    direction: "inbound",
    sid: newSid(media && media.length > 0 ? "MM" : "SM"),
    place: state.rows.length,
    from: addressOf(from),
    to,
    body: written,
    at: world.clock(),
    ...(Object.keys(parts).length > 0 && { parts }),
  };
  world.journal.write({ kind: "inbound", accountSid: state.account.sid, message });
  hear(world, state, message);
  return { sid: message.sid, answered: await tell(world, state, message) };
}

/** What an inbound message changes: the books, the window, and, in a sandbox, the membership. */
export function hear(world: World, state: AccountState, message: InboundMessage): void {
  enter(state, message);
  const sender = state.senders.get(message.to);
  if (sender) openWindow(world, sender, { person: message.from, at: message.at });
  heed(state, message);
  const words = message.body.trim().toLowerCase();
  if (words === state.account.joinWords) join(world, state, message.from, message.at);
  if (state.account.kind === "sandbox" && words === "stop") state.members.delete(message.from);
}

function tell(world: World, state: AccountState, message: InboundMessage): Promise<number | null | undefined> {
  const url = inboundUrlOf(state, message.to);
  if (url === null) return Promise.resolve(undefined);
  world.underWay += 1;
  const { promise, resolve } = Promise.withResolvers<number | null>();
  world.courier.post({ url, authToken: state.account.authToken, form: inboundForm(state.account.sid, message, world.url) }, (answered) => {
    world.underWay -= 1;
    resolve(answered);
    settleQuiet(world);
  });
  return promise;
}
