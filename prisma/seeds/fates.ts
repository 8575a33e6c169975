/** How campaigns go: the usual one, and what makes others worse. */
import type { Fate } from "#lib/db/seed-history.ts";

/** Nobody behind the number, no WhatsApp there, and Meta's limit per person, which strikes marketing alone (63049). */
const UNREACHABLE = [63024, 63024, 63024, 63003, 63003];
const NOT_A_NUMBER = { code: 21211, reason: "The 'To' address is not a valid phone number or channel address" };
const VALUES_REFUSED = { code: 21656, reason: "The 'ContentVariables' parameter is invalid" };

/** A list that is looked after: one in thirty is not reached, three in five read it. */
export const usual: Fate = { rejected: 0.002, unknown: 0, failed: 0.01, undelivered: 0.022, silent: 0.02, read: 0.58, failureCodes: UNREACHABLE, refusals: [NOT_A_NUMBER] };
/** What people wait for is read. */
export const awaited: Fate = { ...usual, read: 0.81, silent: 0.01 };
export const marketing: Fate = { ...usual, undelivered: 0.045, silent: 0.04, read: 0.44, failureCodes: [...UNREACHABLE, 63049, 63049, 63049] };
/** A bought list: three in ten are not reached. */
export const bought: Fate = { ...usual, rejected: 0.015, failed: 0.11, undelivered: 0.19, silent: 0.06, read: 0.21, failureCodes: [...UNREACHABLE, 63049, 63049, 63018, 63016, 30036] };
/** The worker was killed over and over while it sent. */
export const interrupted: Fate = { ...usual, unknown: 0.06 };
/** A column in the wrong place: Twilio refuses what it fills in. */
export const refused: Fate = { ...usual, rejected: 0.34, refusals: [VALUES_REFUSED, VALUES_REFUSED, VALUES_REFUSED, NOT_A_NUMBER] };
/** The sandbox, where half of the people left. */
export const sandboxLeft: Fate = { ...usual, rejected: 0, failed: 0.5, failureCodes: [63015] };
