/** The matrix for people: who got through how many doors of which account, and what was not as the table says. */
import type { Cell, Matrix } from "./matrix.ts";
import { ACCOUNTS } from "./world.ts";

const DEVIATIONS_SHOWN_MAX = 40;
const EXAMPLES_MAX = 3;
const NAME_WIDTH = 20;
const CELL_WIDTH = 14;

export function deviationsAmong(cells: readonly Cell[]): Cell[] {
  return cells.filter(({ wanted, came }) => wanted !== came);
}

/** A table of principals and accounts, each cell `granted/knocked`, and a sum below it. */
export function asTable({ cells, strays, changed }: Matrix): string {
  const row = (name: string, columns: readonly string[]) => name.padEnd(NAME_WIDTH) + columns.map((each) => each.padStart(CELL_WIDTH)).join("");
  const rows = Array.from(Map.groupBy(cells, ({ principal }) => principal.name), ([name, theirs]) => row(name, ACCOUNTS.map((account) => grantedOf(theirs.filter(({ errand }) => errand.account === account)))));
  const deviations = deviationsAmong(cells);
  const alike = Array.from(Map.groupBy(deviations, ({ name, came, wanted }) => `${name}: ${came}, and the table says ${wanted}`));
  const shown = alike.slice(0, DEVIATIONS_SHOWN_MAX).map(([what, those]) => `  ${what}, for ${those.slice(0, EXAMPLES_MAX).map(({ principal, errand }) => `${principal.name} in ${errand.account}`).join("; ")}${those.length > EXAMPLES_MAX ? ` and ${those.length - EXAMPLES_MAX} more` : ""}`);
  return [
    row("came through", ACCOUNTS),
    ...rows,
    ...shown,
    ...strays.map((stray) => `  ${stray}`),
    `${new Set(cells.map(({ name }) => name)).size} entry points, ${new Set(cells.map(({ principal }) => principal.name)).size} principals, ${ACCOUNTS.length} accounts: ${cells.length} cells`,
    `${deviations.length} deviations, ${strays.length} entry points missing, ${changed ? "SOMETHING WAS CHANGED" : "nothing changed"} by those who were refused`,
  ].join("\n");
}

function grantedOf(cells: readonly Cell[]): string {
  return `${cells.filter(({ came }) => came === "granted").length}/${cells.length}`;
}

export function isClean({ cells, strays, changed }: Matrix): boolean {
  return cells.length > 0 && deviationsAmong(cells).length === 0 && strays.length === 0 && !changed;
}
