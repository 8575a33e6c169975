/** The people of the coffee roaster that the simulated accounts belong to, as they came over the past weeks. */
import type { VariableMapping, VariableSource } from "#lib/domain/template.ts";
import type { ScenarioWorld } from "#scripts/scenario.ts";
import { importPeople } from "./import-people.ts";
import { AMERICAN_RANGES, BRISTOL_RANGES, csvOf, GERMAN_RANGES, HOME_RANGES, people } from "./people.ts";

export const HOUR = 60;
export const DAY = 24 * HOUR;

export const LISTS = {
  newsletter: "Newsletter",
  regulars: "Regulars of the Bristol café",
  german: "Röstpost",
  arabic: "أصدقاء القهوة في بريستول",
  guests: "Tasting evening ☕️ guests",
  /** As long as a list could be named before there was a limit. */
  long: `Everybody who wrote their name on one of the cards at the counter, ${"in the shop, at the market, or at a friend's, ".repeat(5)}and nobody else`.slice(0, 300),
  sandbox: "Sandbox members",
} as const;

/** Where every variable of every template comes from; a campaign uses those that its template has. */
export function mappingOf(...sources: VariableSource[]): VariableMapping {
  return Object.fromEntries(sources.map((source, index) => [String(index + 1), source]));
}
export const column = (header: string, fallback: string): VariableSource => ({ from: "column", column: header, fallback });
export const text = (words: string): VariableSource => ({ from: "text", text: words });

export const VOUCHER = mappingOf(column("First name", "there"), column("Voucher", ""), column("City", "your town"));
export const TASTING = mappingOf(column("First name", "coffee friend"), column("City", "your town"));
export const THANKS = mappingOf(column("First name", "Dear friend"), column("Voucher", ""));
export const PARCEL = mappingOf(column("First name", ""), column("City", ""), column("Order number", ""));
export const AUTUMN = mappingOf(column("First name", "Kaffeefreund"), text("HERBST15"));
export const ORIGIN = mappingOf(column("First name", "there"));

export type Account = { accountId: string; actorId: string };
export type Shop = { live: Account; sandbox: Account; members: readonly string[] };

/** The two accounts of the world by kind. */
export function shopOf({ accounts, actorId }: ScenarioWorld): Shop {
  const [sandbox, live] = [accounts.find(({ kind }) => kind === "sandbox"), accounts.find(({ kind }) => kind === "live")];
  if (!sandbox || !live) throw new Error("A scenario needs both simulated accounts.");
  return { live: { accountId: live.accountId, actorId }, sandbox: { accountId: sandbox.accountId, actorId }, members: sandbox.members };
}

/** Imports the lists of both accounts, each when it came. */
export async function fillLists({ live, sandbox, members }: Shop): Promise<void> {
  await importPeople({ ...live, list: LISTS.newsletter, fileName: "newsletter-2026.csv", csv: csvOf([...people(HOME_RANGES, 2_420), ...people(AMERICAN_RANGES, 80)]), minutesAgo: 36 * DAY });
  await importPeople({ ...live, list: LISTS.regulars, fileName: "till-export.csv", csv: csvOf(people(BRISTOL_RANGES, 420)), minutesAgo: 35 * DAY });
  await importPeople({ ...live, list: LISTS.german, fileName: "Röstpost – Empfänger (Stand KW 41).csv", csv: csvOf(people(GERMAN_RANGES, 640)), minutesAgo: 34 * DAY });
  await importPeople({ ...live, list: LISTS.arabic, fileName: "قائمة.csv", csv: csvOf(people(BRISTOL_RANGES, 180, 300)), minutesAgo: 30 * DAY });
  await importPeople({ ...live, list: LISTS.guests, fileName: "guests.csv", csv: csvOf(people(HOME_RANGES, 88, 900), SPOILT), minutesAgo: 12 * DAY });
  await importPeople({ ...live, list: LISTS.long, fileName: "cards-from-the-counter.csv", csv: csvOf(people(HOME_RANGES, 24, 2_500)), minutesAgo: 11 * DAY });
  await importPeople({ ...sandbox, list: LISTS.sandbox, fileName: "sandbox-members.csv", csv: sandboxCsv(members), minutesAgo: 3 * DAY });
}

/** Lines that cannot be taken, as they come from a spreadsheet that many hands filled in. */
const SPOILT = [
  "4.47911E+11,Iris,Fowler,Bristol,GB,en_GB,2026-01-12,Tasting evening,JUNI-AAAA,JS-20001",
  "ask at the counter,Otis,Reyes,Bristol,GB,en_GB,,,,",
  ",Juno,Marsh,Bristol,GB,en_GB,2026-02-01,Tasting evening,JUNI-BBBB,JS-20002",
  "+44 117 496,Hal,Short,Bristol,GB,en_GB,2026-02-01,Tasting evening,JUNI-CCCC,JS-20003",
  "+441174960070,Ana,Twice,Bristol,GB,en_GB,2026-02-01,Tasting evening,JUNI-DDDD,JS-20004",
  "0117 496 0071,Ana,Thrice,Bristol,GB,en_GB,2026-02-01,Tasting evening,JUNI-EEEE,JS-20005",
  "+44 161 496 0072,Ben,Twice,Manchester,GB,en_GB,2026-02-01,Tasting evening,JUNI-FFFF,JS-20006",
];

const ORDERS = ["Filter roast 1 kg", "Espresso 500 g", "Decaf 250 g"];

function sandboxCsv(members: readonly string[]): string {
  const lines = members.map((phone, index) => `${phone},Member ${index + 1},${ORDERS[index % ORDERS.length]},A-${1_000 + index},2026-03-04,Joined the sandbox`);
  return ["Phone,First name,Order,Order number,Opt-in date,Opt-in source", ...lines, ""].join("\n");
}
