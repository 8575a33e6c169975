/** Tells the business, by webhook, what has become of a message. */
import { chanceFor } from "./chance.ts";
import { wordsFor } from "./error-body.ts";
import type { CallbackOutcome } from "./journal.ts";
import { type CallbackMark, type Message, noStrays, type SimulatedStatus, type Stray, STRAYS } from "./message.ts";
import { newSid } from "./new-sid.ts";
import { within } from "./options.ts";
import type { Form } from "./signature.ts";
import { type AccountState, settleQuiet, type World } from "./world.ts";

export type Report = { message: Message; status: SimulatedStatus; code: number | null; words?: string | undefined };

/** Draws for one callback; the journey of the message makes its own. */
const DRAWS = {
  lost: 10,
  duplicated: 11,
  shuffled: 12,
  copies: 14,
  delayed: 15,
  delay: 16,
  secondaryToken: 17,
  noise: 18,
  wrongToken: 19,
  otherAccount: 20,
  beforeAnswer: 21,
  /** One more for each copy. */
  copyHeldBack: 30,
  heldBack: 13,
} as const;
/** How long a create waits for its first callback at most. */
const FIRST_CALLBACK_MAX_MS = 5_000;
const FORGED_CODE = 63024;
const NOBODYS_TOKEN = "0".repeat(32);
const EVENT_TYPES: Partial<Record<SimulatedStatus, string>> = { delivered: "DELIVERED", undelivered: "UNDELIVERED", read: "READ" };
const MASKED_DIGITS = 4;

/** Posts one status callback, or loses, multiplies, delays or accompanies it, as luck and the settings have it. Nothing without a callback URL. */
export function reportStatus(world: World, state: AccountState, report: Report): void {
  const { message, status } = report;
  if (message.entry.callbackUrl === null) return;
  const habits = world.settings.callbacks;
  const draw = chanceFor(world.settings.seed, `${message.entry.to} ${message.ordinal} ${status}`);
  for (const stray of STRAYS) if (draw(DRAWS[stray]) < habits[stray]) postStray(world, state, { message, stray });
  if (draw(DRAWS.lost) < habits.lost) return settle(world, state, { ...report, copy: false, marks: [], outcome: "lost" });

  const marks: CallbackMark[] = (["delayed", "shuffled", "secondaryToken"] as const).filter((mark) => draw(DRAWS[mark]) < habits[mark]);
  const copies = draw(DRAWS.duplicated) < habits.duplicated ? 2 + Math.floor(draw(DRAWS.copies) * (habits.copies - 1)) : 1;
  for (let number = 1; number <= copies; number += 1) {
    world.underWay += 1;
    message.callbacks.posted += 1;
    const shuffledMs = marks.includes("shuffled") ? draw(number === 1 ? DRAWS.heldBack : DRAWS.copyHeldBack + number) * habits.shuffleMs : 0;
    const delayedMs = marks.includes("delayed") ? within(habits.delayMs, draw(DRAWS.delay)) : 0;
    const waitMs = (shuffledMs + delayedMs) / world.settings.speed;
    const posted = { ...report, copy: number > 1, marks };
    if (waitMs > 0) world.agenda.at(world.clock() + waitMs, () => post(world, state, posted));
    else post(world, state, posted);
  }
}

type Posted = Report & { copy: boolean; marks: CallbackMark[] };

function post(world: World, state: AccountState, posted: Posted): void {
  const { authToken, secondaryAuthToken } = state.account;
  const token = posted.marks.includes("secondaryToken") ? secondaryAuthToken : authToken;
  world.courier.post({ url: posted.message.entry.callbackUrl ?? "", authToken: token, form: formFor(state, posted) }, (answered) => {
    world.underWay -= 1;
    settle(world, state, { ...posted, outcome: isTaken(answered) ? "answered2xx" : "failed" });
    settleQuiet(world);
  });
}

function settle(world: World, state: AccountState, settled: Posted & { outcome: CallbackOutcome }): void {
  const { message, status, copy, outcome } = settled;
  const marks: CallbackMark[] = message.awaited === null || outcome === "lost" ? settled.marks : [...settled.marks, "beforeAnswer"];
  message.callbacks[outcome] += 1;
  countMarks(message, { copy, marks });
  world.journal.write({ kind: "callback", accountSid: state.account.sid, sid: message.sid, status, outcome, copy, ...(marks.length > 0 && { marks }) });
  message.awaited?.();
}

/** Resolves when the first callback of a message has come to its end, or after a few seconds. */
export function firstCallback(world: World, message: Message): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  message.awaited = () => {
    message.awaited = null;
    resolve();
  };
  world.agenda.at(world.clock() + FIRST_CALLBACK_MAX_MS, () => message.awaited?.());
  return promise;
}

/** Whether luck has it that a message's first callback comes before the answer to its create. */
export function comesBeforeAnswer(world: World, message: Message): boolean {
  const draw = chanceFor(world.settings.seed, `${message.entry.to} ${message.ordinal} answer`);
  return message.entry.callbackUrl !== null && draw(DRAWS.beforeAnswer) < world.settings.callbacks.beforeAnswer;
}

/** Counts what was unusual about a callback that has come to its end. */
export function countMarks(message: Message, { copy, marks = [] }: { copy: boolean; marks?: CallbackMark[] }): void {
  if (!copy && marks.length === 0) return;
  const habits = (message.habits ??= {});
  for (const name of copy ? (["copies", ...marks] as const) : marks) habits[name] = (habits[name] ?? 0) + 1;
}

export function countStray(message: Message, stray: Stray, taken: boolean): void {
  const count = ((message.habits ??= {}).strays ??= noStrays())[stray];
  count.posted += 1;
  if (taken) count.answered2xx += 1;
}

/** A forgery tells of a failure that never was: whoever believes it can be found out. */
function postStray(world: World, state: AccountState, { message, stray }: { message: Message; stray: Stray }): void {
  const url = message.entry.callbackUrl ?? "";
  const form = formFor(state, { message, status: "failed", code: FORGED_CODE });
  const unknown = newSid(message.sid.slice(0, 2));
  const webhook =
    stray === "noise"
      ? { url: elsewhere(url), authToken: state.account.authToken, form: form.map(([name, value]) => [name, value === message.sid ? unknown : value] as const) }
      : { url, authToken: stray === "otherAccount" ? tokenOfAnother(world, state) : NOBODYS_TOKEN, form };
  world.underWay += 1;
  world.courier.post(webhook, (answered) => {
    world.underWay -= 1;
    countStray(message, stray, isTaken(answered));
    world.journal.write({ kind: "stray", accountSid: state.account.sid, sid: message.sid, stray, taken: isTaken(answered) });
    settleQuiet(world);
  });
}

/** The same address with the last part of its path reversed. */
function elsewhere(url: string): string {
  const [, base = "", last = "", rest = ""] = /^(.*\/)([^/?#]*)(.*)$/.exec(url) ?? [];
  return base + last.split("").toReversed().join("") + rest;
}

function tokenOfAnother(world: World, state: AccountState): string {
  return Array.from(world.accounts.values()).find((other) => other !== state)?.account.authToken ?? NOBODYS_TOKEN;
}

function isTaken(answered: number | null): boolean {
  return answered !== null && answered >= 200 && answered < 300;
}

function formFor(state: AccountState, { message, status, code, words }: Report): Form {
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
  if (code !== null) form.push(["ErrorCode", String(code)], ["ChannelStatusMessage", words ?? wordsFor(code)]);
  return form;
}
