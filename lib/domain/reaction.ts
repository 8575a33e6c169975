/** What Drumbeat does by itself when Twilio gives a code. The catalogue decides; nobody reads the text of an error for it. */
import { CHANNEL_RATE_LIMIT, channelLimitOf, type LimitContext } from "./channel-limit.ts";

export const REACTION_KINDS = ["stop-account", "stop-sender", "hold-template", "drop-recipient", "slow-down", "retry-later", "none"] as const;
export type ReactionKind = (typeof REACTION_KINDS)[number];

export type Reaction =
  /** Every sender of the account is held: whoever is written to, the answer would be the same. */
  | { kind: "stop-account" }
  | { kind: "stop-sender" }
  /** Every campaign with this template is held. */
  | { kind: "hold-template" }
  /** This person is not written to again for it. `suppress`: what they said no to, or null where it is no matter of consent. */
  | { kind: "drop-recipient"; suppress: "marketing" | "all" | null }
  /** The same message may go again in a moment, and everything after it more slowly. */
  | { kind: "slow-down" }
  /** The same message may go again after so many milliseconds. */
  | { kind: "retry-later"; waitMs: number }
  /** The message has failed and nothing else follows from it. */
  | { kind: "none" };

export type Refusal = LimitContext & {
  code: number | null;
  /** Country of the person written to, as ISO 3166 has it. */
  country?: string | null;
  /** Whether everybody of the campaign so far was refused with this code: then it is the template, not the person. */
  hitsEveryone?: boolean;
};

/** Twilio names no wait for a full daily cap; it has room again within a day (Twilio, error dictionary 63038). */
export const DAILY_CAP_WAIT_MS = 4 * 3_600_000;
/** The portfolio's limit is over a moving day, so room comes back bit by bit (Meta, messaging limits). */
export const PORTFOLIO_WAIT_MS = 4 * 3_600_000;
/** About one message in six seconds to one person, with a cool-down after a burst (Meta, pair rate limit 131056). */
export const PAIR_WAIT_MS = 60_000;
/** A person who has had enough marketing: a day at the least (Twilio, error dictionary 63049). */
export const MARKETING_CAP_WAIT_MS = 24 * 3_600_000;
/** Quiet hours end in the morning of the person's own day (Twilio, error dictionary 30610). */
export const QUIET_HOURS_WAIT_MS = 4 * 3_600_000;
/** What failed inside Twilio or Meta and did not arrive: one later try (Twilio, error dictionary). */
export const TROUBLE_WAIT_MS = 15 * 60_000;

/** Codes that speak of the account, of the credentials or of where Twilio shall report to (21609), whoever sends. A create that finds nothing at its address (20404) names an account that is not there. */
export const STOP_ACCOUNT = [403, 10001, 20003, 20005, 20006, 20008, 20010, 20101, 20104, 20403, 20404, 21470, 21471, 21472, 21609, 30002, 30037, 63112];
/** Codes that speak of the sender, whoever is written to. */
export const STOP_SENDER = [21212, 21606, 21607, 21659, 21660, 21661, 63001, 63002, 63007, 63008, 63020, 63022, 63026, 63051, 63109, 63111];
/** Codes that speak of the template, whoever gets it. */
export const HOLD_TEMPLATE = [21655, 63027, 63040, 63041, 63042, 92006];
/** Codes that speak of the template only when everybody meets them; of one person's values otherwise. */
export const HOLD_TEMPLATE_IF_ALL = [21656, 21658, 63005, 63006, 63016, 63021, 63028, 63030, 92007];
/** Codes that speak of the person written to. */
export const DROP_RECIPIENT = [21211, 21265, 21266, 21408, 21608, 21612, 21614, 21635, 30004, 30005, 30006, 63003, 63014, 63015, 63024, 63031, 63032, 63058];
/** The person stopped marketing inside WhatsApp; other messages still reach them. */
export const SUPPRESS_MARKETING = [63033, 63050];
/** The person said STOP to everything. */
export const SUPPRESS_ALL = [21610, 30630];
/** Codes that speak of pace. */
export const SLOW_DOWN = [20429, 21611, 30001, 30017, 63017];
/** How long the same message waits, by code, in milliseconds. 63009 and 30410 are not among them: what failed so may have arrived. */
export const RETRY_LATER: Readonly<Record<number, number>> = {
  30003: TROUBLE_WAIT_MS,
  30008: TROUBLE_WAIT_MS,
  30610: QUIET_HOURS_WAIT_MS,
  30615: QUIET_HOURS_WAIT_MS,
  63010: TROUBLE_WAIT_MS,
  63011: TROUBLE_WAIT_MS,
  63012: TROUBLE_WAIT_MS,
  63023: TROUBLE_WAIT_MS,
  63025: TROUBLE_WAIT_MS,
  63029: TROUBLE_WAIT_MS,
  63038: DAILY_CAP_WAIT_MS,
};
/** Codes that concern more than their own message, whether they come at once or in a callback. */
export const TELLING_CODES: number[] = [...STOP_ACCOUNT, ...STOP_SENDER, ...HOLD_TEMPLATE, ...SUPPRESS_MARKETING, ...SUPPRESS_ALL];
/** Meta chose not to deliver marketing to this person: never to numbers of the United States, of late not to others. */
export const MARKETING_NOT_DELIVERED = 63049;

const BY_CODE: ReadonlyMap<number, Reaction> = new Map<number, Reaction>([
  ...STOP_ACCOUNT.map((code) => [code, { kind: "stop-account" }] as const),
  ...STOP_SENDER.map((code) => [code, { kind: "stop-sender" }] as const),
  ...HOLD_TEMPLATE.map((code) => [code, { kind: "hold-template" }] as const),
  ...DROP_RECIPIENT.map((code) => [code, { kind: "drop-recipient", suppress: null }] as const),
  ...SUPPRESS_MARKETING.map((code) => [code, { kind: "drop-recipient", suppress: "marketing" }] as const),
  ...SUPPRESS_ALL.map((code) => [code, { kind: "drop-recipient", suppress: "all" }] as const),
  ...SLOW_DOWN.map((code) => [code, { kind: "slow-down" }] as const),
  ...Object.entries(RETRY_LATER).map(([code, waitMs]) => [Number(code), { kind: "retry-later", waitMs }] as const),
]);

/** The one reaction to a refusal or a failure. Without a code, and for a code that the catalogue does not know, it is none. */
export function reactionTo(refusal: Refusal): Reaction {
  const { code } = refusal;
  if (code === null) return { kind: "none" };
  if (code === CHANNEL_RATE_LIMIT) return reactionToLimit(refusal);
  if (code === MARKETING_NOT_DELIVERED) return refusal.country === "US" ? { kind: "drop-recipient", suppress: null } : { kind: "retry-later", waitMs: MARKETING_CAP_WAIT_MS };
  if (refusal.hitsEveryone === true && HOLD_TEMPLATE_IF_ALL.includes(code)) return { kind: "hold-template" };
  return BY_CODE.get(code) ?? { kind: "none" };
}

/** One code for three limits with three very different waits. */
function reactionToLimit(context: LimitContext): Reaction {
  switch (channelLimitOf(context)) {
    case "pace":
      return { kind: "slow-down" };
    case "pair":
      return { kind: "retry-later", waitMs: PAIR_WAIT_MS };
    case "portfolio":
      return { kind: "retry-later", waitMs: PORTFOLIO_WAIT_MS };
  }
}

/** Whether the refused message itself may go out later: the fault is not its own, so it returns to the queue. */
export function sparesMessage({ kind }: Reaction): boolean {
  return kind === "stop-account" || kind === "stop-sender" || kind === "hold-template";
}

/** What the reaction to a code says no to for its person, or null when it is no matter of consent (Twilio, error dictionary 21610, 30630, 63033, 63050). */
export function suppressedBy(code: number | null): "marketing" | "all" | null {
  const reaction = reactionTo({ code });
  return reaction.kind === "drop-recipient" ? reaction.suppress : null;
}

/** Why somebody is on the suppression list, for what a code said of them. */
export function suppressionReason(code: number | null, scope: "marketing" | "all"): string {
  return scope === "marketing" ? `meta-${code}` : `twilio-${code}`;
}
