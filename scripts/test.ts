/** `npm test`: every part in order, or those that are named. Its last line is the sum, and before it stands what failed in any of them. */
import { architecture, build, type Check, database, endToEnd, lint, tallyOf, types, unit } from "./checks.ts";
import { Problem, run } from "./problem.ts";
import { heedSignals, stopping } from "./stopping.ts";
import { failure, sum, type Tally } from "./tally.ts";

/** The build comes before the types, because it writes down those of the routes. */
const ALL: Check[] = [build, types, lint, architecture, unit, database, endToEnd];
/** What `npm run e2e` needs. */
const E2E: Check[] = [build, endToEnd];

heedSignals();
await run(async () => {
  const tallies: Tally[] = [];
  try {
    for (const part of wanted(process.argv.slice(2))) tallies.push(await tallyOf(part));
  } catch (error) {
    if (!stopping.aborted) throw error;
    tallies.push({ passed: 0, failed: 1, failures: [failure("Interrupted", "Not every part was run.")] });
  }
  const { passed, failed, failures } = sum(tallies);
  process.exitCode = failed === 0 ? 0 : 1;
  for (const one of failures) console.log(`\nFAILED ${one}`);
  console.log(`\n${passed} passed, ${failed} failed`);
});

function wanted(names: string[]): Check[] {
  if (names.length === 0) return ALL;
  if (names.includes("e2e")) return E2E;
  const unknown = names.filter((name) => !ALL.some((part) => part.name === name));
  if (unknown.length > 0) throw new Problem(`There is no part "${unknown[0]}". There are: ${ALL.map((part) => part.name).join(", ")}, and e2e.`);
  return ALL.filter((part) => names.includes(part.name));
}
