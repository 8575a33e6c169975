/** The parameters of a webhook, as they were received and before anybody believes them. */
import { z } from "zod";

/** Every name with its values in order of arrival; most have one. */
export type Received = Map<string, string[]>;
/** The parameters that came with one value; a name with several is signed like the others but means nothing to us. */
export type FormParameters = Record<string, string>;

/** Twilio documents some forty; ten thousand are an attack. */
const PARAMETERS_MAX = 200;
/** Letters, digits and underscore are what Twilio's parameter names are made of; other names could hide a shifted border. */
const PARAMETER_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
/**
 * What we act upon, each name with the beginning of its value. The signature joins names and values without a border, so a
 * captured one also fits parameters whose borders were moved: one of these inside another's value, or swallowed by a
 * longer name, was put there.
 */
const ACTED_UPON =
  /(AccountSid)AC[0-9a-fA-F]{32}|(MessageSid)(?:SM|MM)[0-9a-fA-F]{32}|(MessageStatus)(?:accepted|scheduled|queued|sen|delivered|undelivered|failed|canceled|read)|(ErrorCode)[0-9]|(EventType)[A-Z]|(From|To)whatsapp:|(OptOutType)(?:STOP|START|HELP)/g;
const WITHIN = new RegExp(ACTED_UPON.source);
/** The parameters of a form, or null when they are too many or have names that no parameter of Twilio has. */
export function formOf(body: string): Received | null {
  const received: Received = new Map();
  let count = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    count += 1;
    if (count > PARAMETERS_MAX || !PARAMETER_NAME.test(name)) return null;
    const before = received.get(name);
    if (before) before.push(value);
    else received.set(name, [value]);
  }
  return received;
}

const JsonBody = z.record(z.string().regex(PARAMETER_NAME), z.unknown()).refine((body) => Object.keys(body).length <= PARAMETERS_MAX);

/** The texts, numbers and truth values of a JSON object under their names; null when it is none, or not one of Twilio. */
export function jsonOf(body: string): FormParameters | null {
  const parsed = JsonBody.safeParse(parsedJson(body));
  if (!parsed.success) return null;
  const plain = Object.entries(parsed.data).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return Object.fromEntries(plain.map(([name, value]) => [name, String(value)]));
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Whether a parameter that we act upon was moved into another one. */
export function hasShiftedBorder(received: Received): boolean {
  for (const [name, values] of received) if (values.some((value) => isShifted(name, value))) return true;
  return false;
}

function isShifted(name: string, value: string): boolean {
  // Most names stand for themselves; the few that end in one of ours, such as SmsMessageSid, are looked at again.
  if (!WITHIN.test(MUST_BE_SINGLE.has(name) ? value : name + value)) return false;
  for (const found of (name + value).matchAll(ACTED_UPON)) {
    const named = found.slice(1).find((each) => each !== undefined) ?? "";
    if (found.index + named.length !== name.length) return true;
  }
  return false;
}

/** What is left to believe: a name that came with one value, once or repeated. Null when one that we act upon came with several. */
export function singleValued(received: Received): FormParameters | null {
  const parameters: FormParameters = {};
  for (const [name, values] of received) {
    const [first = "", ...others] = values;
    if (others.every((other) => other === first)) parameters[name] = first;
    else if (MUST_BE_SINGLE.has(name)) return null;
  }
  return parameters;
}

const MUST_BE_SINGLE: ReadonlySet<string> = new Set(["AccountSid", "MessageSid", "MessageStatus", "EventType", "ErrorCode", "From", "To", "Body", "OptOutType", "ButtonText", "ButtonPayload"]);
