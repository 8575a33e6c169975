/** One number from any of the ways in which people write it down, or the reason why it cannot be one that WhatsApp reaches. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber, validatePhoneNumberLength } from "libphonenumber-js/max";
import type { PhoneProblem } from "./phone-problem.ts";
import { cleanedPhone } from "./phone-spelling.ts";

/** `phone` is E.164 with its plus, `country` the two-letter code, or null for numbers of no single country. */
export type PhoneReading = { ok: true; phone: string; country: string | null } | { ok: false; reason: PhoneProblem };

/** The two-letter code of the country that numbers without a country code belong to, or why there is none. */
export type HomeCountry = { code: string } | { code: null; because: "no-country" | "unknown-country" };

/** There are only digits left; a search for a number among them would be for nothing. */
const AS_IT_IS = { extract: false };
const MOBILE_KINDS: readonly string[] = ["MOBILE", "FIXED_LINE_OR_MOBILE"];
/** Numbers of these kinds belong to machines and hotlines. */
const SERVICE_KINDS: readonly string[] = ["PREMIUM_RATE", "SHARED_COST", "PAGER", "VOICEMAIL", "UAN"];
/** Some numbering plans know longer numbers, for switchboards; no phone has one (ITU-T E.164: at most 15 digits). */
const E164 = /^\+[1-9]\d{6,14}$/;
const E164_LENGTH_MAX = 16;
/** More digits than any short code has. */
const SHORT_CODE_DIGITS_MAX = 6;
/** A number without plus that may already hold its country code has at least so many digits. */
const BARE_DIGITS_MIN = 9;

/** A number of some numbering plan. Its kind costs as much as reading it, so it is asked for once. */
type Assigned = { number: PhoneNumber; kind: string };

/** Reads one cell. The same number in two spellings gives the same `phone`. */
export function readPhone(written: string, home: HomeCountry): PhoneReading {
  const cleaned = cleanedPhone(written);
  if (!cleaned.ok) return cleaned;
  const found = cleaned.international ? withCountryCode(cleaned.digits) : withoutPlus(cleaned, countryCodeOf(home));
  if (!found) return { ok: false, reason: problemOf(cleaned, home) };
  if (SERVICE_KINDS.includes(found.kind)) return { ok: false, reason: "service-number" };
  const phone = found.number.number;
  if (!E164.test(phone)) return { ok: false, reason: phone.length > E164_LENGTH_MAX ? "too-long" : "too-short" };
  return { ok: true, phone, country: found.number.country ?? null };
}

/** Two-letter code of the country that a number in E.164 belongs to; null for numbers of no single country or of no known plan. */
export function countryOf(phone: string): string | null {
  return parsePhoneNumberFromString(phone, AS_IT_IS)?.country ?? null;
}

/** Digits without a plus are meant as a number at home, or already hold a country code. Where both can be, a mobile number is meant. */
function withoutPlus({ digits, bare }: { digits: string; bare: boolean }, code: CountryCode | undefined): Assigned | null {
  const atHome = code ? assigned(parsePhoneNumberFromString(digits, { defaultCountry: code, ...AS_IT_IS })) : null;
  if (!bare || digits.length < BARE_DIGITS_MIN || (atHome && MOBILE_KINDS.includes(atHome.kind))) return atHome;
  const abroad = withCountryCode(digits);
  return atHome && !(abroad && MOBILE_KINDS.includes(abroad.kind)) ? atHome : abroad;
}

/** Digits that start with a country code. */
function withCountryCode(digits: string): Assigned | null {
  const direct = assigned(parsePhoneNumberFromString(`+${digits}`, AS_IT_IS));
  if (direct) return direct;
  // Mexico gave up the 1 after its country code in 2019; address books, and WhatsApp itself, still carry it.
  return /^521\d{10}$/.test(digits) ? assigned(parsePhoneNumberFromString(`+52${digits.slice(3)}`, AS_IT_IS)) : null;
}

function assigned(number: PhoneNumber | undefined): Assigned | null {
  const kind = number?.getType();
  return number && kind ? { number, kind } : null;
}

function countryCodeOf(home: HomeCountry): CountryCode | undefined {
  return home.code !== null && isSupportedCountry(home.code) ? home.code : undefined;
}

function problemOf(cleaned: { digits: string; international: boolean }, home: HomeCountry): PhoneProblem {
  const { digits, international } = cleaned;
  if (!international && digits.length <= SHORT_CODE_DIGITS_MAX) return "short-code";
  const code = countryCodeOf(home);
  if (!international && !code) return home.code === null ? home.because : "unknown-country";
  const length = international ? validatePhoneNumberLength(`+${digits}`) : validatePhoneNumberLength(digits, code);
  switch (length) {
    case "TOO_SHORT":
      return "too-short";
    case "TOO_LONG":
      return "too-long";
    case "INVALID_COUNTRY":
      return "unknown-country-code";
    case "NOT_A_NUMBER":
      return "too-short";
    case "INVALID_LENGTH":
    case undefined:
      return "not-assigned";
  }
}
