/** Tells the business, by webhook, what has become of a message. */
import { chanceFor } from "./chance.ts";
import { wordsFor } from "./error-body.ts";
import type { CallbackOutcome } from "./journal.ts";
import type { Message, SimulatedStatus } from "./message.ts";
import type { Form } from "./signature.ts";
import { type AccountState, settleQuiet, type World } from "./world.ts";

export type Report = { message: Message; status: SimulatedStatus; code: number | null };

/** Draws for one callback; the journey of the message makes its own. */
const DRAWS = { lost: 10, duplicated: 11, shuffled: 12, heldBack: 13 } as const;
const EVENT_TYPES: Partial<Record<SimulatedStatus, string>> = { delivered: "DELIVERED", undelivered: "UNDELIVERED", read: "READ" };
const MASKED_DIGITS = 4;

/** Posts one status callback, or loses, doubles or holds it back, as luck and the settings have it. Nothing without a callback URL. */
export function reportStatus(world: World, state: AccountState, report: Report): void {
  const { message, status } = report;
  if (message.entry.callbackUrl === null) return;
  const { lost, duplicated, shuffled, shuffleMs } = world.settings.callbacks;
  const draw = chanceFor(world.settings.seed, `${message.entry.to} ${message.ordinal} ${status}`);
  if (draw(DRAWS.lost) < lost) return settle(world, state, { ...report, copy: false, outcome: "lost" });

  const heldBackMs = draw(DRAWS.shuffled) < shuffled ? (draw(DRAWS.heldBack) * shuffleMs) / world.settings.speed : 0;
  const copies = draw(DRAWS.duplicated) < duplicated ? 2 : 1;
  for (let number = 1; number <= copies; number += 1) {
    world.underWay += 1;
    message.callbacks.posted += 1;
    const copy = number > 1;
    if (heldBackMs > 0) world.agenda.at(world.clock() + heldBackMs, () => post(world, state, { ...report, copy }));
    else post(world, state, { ...report, copy });
  }
}

function post(world: World, state: AccountState, report: Report & { copy: boolean }): void {
  const { message } = report;
  const webhook = { url: message.entry.callbackUrl ?? "", authToken: state.account.authToken, form: formFor(state, report) };
  world.courier.post(webhook, (answered) => {
    world.underWay -= 1;
    const heard = answered !== null && answered >= 200 && answered < 300;
    settle(world, state, { ...report, outcome: heard ? "answered2xx" : "failed" });
    settleQuiet(world);
  });
}

function settle(world: World, state: AccountState, settled: Report & { copy: boolean; outcome: CallbackOutcome }): void {
  const { message, status, copy, outcome } = settled;
  message.callbacks[outcome] += 1;
  world.journal.write({ kind: "callback", accountSid: state.account.sid, sid: message.sid, status, outcome, copy });
}

function formFor(state: AccountState, { message, status, code }: Report): Form {
  const { sid, entry } = message;
  const to = entry.to ?? "";
  const from = entry.from ?? "";
  const form: [string, string][] = [
    ["ChannelPrefix", "whatsapp"],
    ["ApiVersion", "2010-04-01"],
    ["MessageStatus", status],
    ["SmsSid", sid],
    ["SmsStatus", status],
    ["ChannelInstallSid", state.senders.get(from)?.sender.sid ?? ""],
    ["To", to],
    ["From", from],
    ["MessageSid", sid],
    ["AccountSid", state.account.sid],
    ["StructuredMessage", String(entry.contentSid !== null)],
    ["ChannelToAddress", `${to.slice("whatsapp:".length, -MASKED_DIGITS)}${"X".repeat(MASKED_DIGITS)}`],
  ];
  if (entry.serviceSid) form.push(["MessagingServiceSid", entry.serviceSid]);
  const event = EVENT_TYPES[status];
  if (event !== undefined) form.push(["EventType", event]);
  if (code !== null) form.push(["ErrorCode", String(code)], ["ChannelStatusMessage", wordsFor(code)]);
  return form;
}
