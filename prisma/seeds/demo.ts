/** A small list of people in each simulated account, enough to launch a first campaign. */
import type { Scenario } from "#scripts/scenario.ts";
import { importPeople } from "./import-people.ts";

const FIRST_NAMES = ["Ana", "Ben", "Chloé", "Daan", "Elif", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Kemi", "Lena", "Marek", "Noor", "Oskar", "Priya", "Quinn", "Rosa", "Sami", "Tove"];
const ORDERS = ["Filter roast 1 kg", "Espresso 500 g", "Decaf 250 g", "Tasting for two"];
const CUSTOMERS = 60;

export const seed: Scenario = async ({ accounts, actorId }) => {
  for (const { accountId, kind, members } of accounts) {
    const phones = kind === "sandbox" ? members : Array.from({ length: CUSTOMERS }, (_, index) => customerPhone(index));
    const list = kind === "sandbox" ? "Sandbox members" : "Regulars";
    await importPeople({ accountId, actorId, list, fileName: `${list.toLowerCase().replace(" ", "-")}.csv`, csv: csvOf(phones) });
  }
};

/** London numbers that are set aside for fiction: 020 7946 0000 to 0999. */
function customerPhone(index: number): string {
  return `+442079460${String(200 + index).padStart(3, "0")}`;
}

function csvOf(phones: readonly string[]): string {
  const lines = phones.map((phone, index) => {
    const name = FIRST_NAMES[index % FIRST_NAMES.length];
    return `${name},${phone},${ORDERS[index % ORDERS.length]},A-${1000 + index},2026-03-0${1 + (index % 9)},Checkbox at checkout`;
  });
  return ["First name,Phone,Order,Order number,Opt-in date,Opt-in source", ...lines, ""].join("\n");
}
