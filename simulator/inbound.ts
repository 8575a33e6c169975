/** People who write to the business: the message, the window it opens, and the webhook that tells of it. */
import type { InboundMessage } from "./message.ts";
import { newSid } from "./new-sid.ts";
import { type AccountState, enter, join, openWindow, settleQuiet, type World } from "./world.ts";

/** Addresses with or without `whatsapp:`. `to` is a sender of the account. */
export type Inbound = { accountSid: string; from: string; to: string; body: string };
/** `answered` is the HTTP status of the webhook: null when it did not answer, undefined when the account has named none. */
export type InboundResult = { sid: string; answered: number | null | undefined };

const WHATSAPP = "whatsapp:";

/** Takes what a person wrote, and resolves when the webhook has come to its end. Throws a RangeError for an unknown account or sender. */
export async function receive(world: World, inbound: Inbound): Promise<InboundResult> {
  const state = world.accounts.get(inbound.accountSid);
  if (!state) throw new RangeError(`There is no simulated account ${inbound.accountSid}.`);
  const to = addressOf(inbound.to);
  if (!state.senders.has(to)) throw new RangeError(`${to} is not a sender of the account ${inbound.accountSid}.`);
  const message: InboundMessage = {
    direction: "inbound",
    sid: newSid("SM"),
    place: state.rows.length,
    from: addressOf(inbound.from),
    to,
    body: inbound.body,
    at: world.clock(),
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
  const words = message.body.trim().toLowerCase();
  if (words === state.account.joinWords) join(world, state, message.from, message.at);
  if (state.account.kind === "sandbox" && words === "stop") state.members.delete(message.from);
}

function tell(world: World, state: AccountState, message: InboundMessage): Promise<number | null | undefined> {
  const url = state.inboundUrl;
  if (url === null) return Promise.resolve(undefined);
  const form: [string, string][] = [
    ["SmsMessageSid", message.sid],
    ["NumMedia", "0"],
    ["ProfileName", `Person ${message.from.slice(-4)}`],
    ["MessageType", "text"],
    ["SmsSid", message.sid],
    ["WaId", message.from.slice(WHATSAPP.length).replace("+", "")],
    ["SmsStatus", "received"],
    ["Body", message.body],
    ["To", message.to],
    ["NumSegments", "1"],
    ["MessageSid", message.sid],
    ["AccountSid", state.account.sid],
    ["From", message.from],
    ["ApiVersion", "2010-04-01"],
  ];
  world.underWay += 1;
  const { promise, resolve } = Promise.withResolvers<number | null>();
  world.courier.post({ url, authToken: state.account.authToken, form }, (answered) => {
    world.underWay -= 1;
    resolve(answered);
    settleQuiet(world);
  });
  return promise;
}

function addressOf(phone: string): string {
  return phone.startsWith(WHATSAPP) ? phone : WHATSAPP + phone;
}
