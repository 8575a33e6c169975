/** People who do not exist, with numbers that nobody has: the same ones on every machine. */

export type Person = {
  phone: string;
  firstName: string;
  lastName: string;
  city: string;
  country: string;
  language: string;
  /** Empty for the few who never said so. */
  consentAt: string;
  consentSource: string;
  voucher: string;
  orderNumber: string;
};

/** Ranges that regulators keep free for films and books: Ofcom, BNetzA, ACMA, and 555-0100 to 0199 of North America. */
type Range = { prefix: string; digits: number; city: string; country: string; language: string };

const at = (country: string, language: string, digits: number) => (prefix: string, city: string): Range => ({ prefix, digits, city, country, language });
const uk = at("GB", "en_GB", 3);
const de = at("DE", "de", 3);
const au = at("AU", "en", 4);
const us = at("US", "en_US", 2);

export const HOME_RANGES: readonly Range[] = [
  uk("+441174960", "Bristol"), uk("+441614960", "Manchester"), uk("+441134960", "Leeds"), de("+494066969", "Hamburg"),
  uk("+441144960", "Sheffield"), uk("+442920180", "Cardiff"), de("+492214710", "Köln"), uk("+441514960", "Liverpool"), uk("+441314960", "Edinburgh"),
  uk("+441414960", "Glasgow"), de("+498999998", "München"), uk("+441214960", "Birmingham"), de("+496990009", "Frankfurt am Main"),
];
export const GERMAN_RANGES = HOME_RANGES.filter(({ country }) => country === "DE");
export const BRISTOL_RANGES = HOME_RANGES.filter(({ city }) => city === "Bristol");
export const FAR_RANGES: readonly Range[] = [
  au("+6125550", "Sydney"), au("+6135550", "Melbourne"), au("+6175550", "Brisbane"), au("+6185550", "Perth"),
  au("+6127010", "Newcastle"), au("+6137010", "Hobart"), au("+6177010", "Cairns"), au("+6187010", "Adelaide"),
];
export const AMERICAN_RANGES: readonly Range[] = [us("+121255501", "New York"), us("+131255501", "Chicago"), us("+141555501", "San Francisco"), us("+120655501", "Seattle")];

const FIRST_NAMES = [
  "Ana", "Ben", "Chloé", "Daan", "Elif", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Kemi", "Łukasz", "Marek", "Noor", "Oskar", "Priya", "Quinn", "Rosa", "Sami", "Tove",
  "Αθηνά", "Дмитрий", "Оксана", "محمد", "ليلى", "שירה", "נועם", "さくら", "健太", "小明", "Zoë ☀️", "Jean-Baptiste", "Ng'ang'a",
];
const LAST_NAMES = [
  "Okafor", "Lindqvist", "Nguyen", "Kaur", "Müller-Lüdenscheidt", "O'Brien", "García Márquez", "Schäfer", "Whitaker", "Çelik", "Ivanova", "Παπαδοπούλου", "حداد", "כהן", "田中", "王", "van den Berg", "Sørensen",
];
const SOURCES = ["Checkbox at checkout", "Tasting evening", "Café counter", "Web form"];
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const DAY_MS = 86_400_000;
const FIRST_CONSENT_MS = Date.UTC(2025, 0, 6, 9, 0);
const CONSENT_DAYS = 480;

/** Shares of people who never agreed, and of whom no first name is known. */
const WITHOUT_CONSENT = 0.04;
const WITHOUT_NAME = 0.02;

/** `count` people with numbers of the ranges in turn, after leaving out the first `skip`. The same place is the same person in every list. */
export function people(ranges: readonly Range[], count: number, skip = 0): Person[] {
  return Array.from({ length: count }, (_, index) => personAt(ranges, skip + index));
}

function personAt(ranges: readonly Range[], place: number): Person {
  const range = ranges[place % ranges.length];
  const number = Math.floor(place / ranges.length);
  if (!range || number >= 10 ** range.digits) throw new RangeError("There are not so many numbers that nobody has.");
  const phone = range.prefix + String(number).padStart(range.digits, "0");
  const chance = chances(phone);
  const drawn = <T>(values: readonly T[]): T | undefined => values[Math.floor(chance() * values.length)];
  const firstName = chance() < WITHOUT_NAME ? "" : (drawn(FIRST_NAMES) ?? "");
  const agreed = chance() >= WITHOUT_CONSENT;
  return {
    phone,
    firstName,
    lastName: drawn(LAST_NAMES) ?? "",
    city: range.city,
    country: range.country,
    language: range.language,
    consentAt: agreed ? new Date(FIRST_CONSENT_MS + Math.floor(chance() * CONSENT_DAYS) * DAY_MS).toISOString() : "",
    consentSource: agreed ? (drawn(SOURCES) ?? "") : "",
    voucher: `JUNI-${Array.from({ length: 4 }, () => drawn([...LETTERS])).join("")}`,
    orderNumber: `JS-${20_000 + Math.floor(chance() * 9_999)}`,
  };
}

/** Numbers from 0 to 1 that follow from a text (mulberry32 over a hash of it). */
function chances(text: string): () => number {
  let state = Array.from(text).reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193), 0x811c9dc5);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) / 2 ** 32;
  };
}

const HEADER = ["Phone", "First name", "Last name", "City", "Country", "Language", "Opt-in at", "Opt-in source", "Voucher", "Order number"];

/** The file in which these people come. Lines after them are added as they are. */
export function csvOf(everybody: readonly Person[], furtherLines: readonly string[] = []): string {
  const lines = everybody.map((person) => {
    const { phone, firstName, lastName, city, country, language, consentAt, consentSource, voucher, orderNumber } = person;
    return [phone, firstName, lastName, city, country, language, consentAt, consentSource, voucher, orderNumber].join(",");
  });
  return [HEADER.join(","), ...lines, ...furtherLines, ""].join("\n");
}
