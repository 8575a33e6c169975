/** `npm run verify`: what can be checked in seconds, without a database and without a build. */
import { architecture, lint, routeTypes, tallyOf, types, unit } from "./checks.ts";
import { run } from "./problem.ts";
import { heedSignals } from "./stopping.ts";
import { sum, type Tally } from "./tally.ts";

heedSignals();
await run(async () => {
  const tallies: Tally[] = [];
  for (const part of [routeTypes, types, lint, architecture, unit]) tallies.push(await tallyOf(part));
  const { passed, failed } = sum(tallies);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failed} failed`);
});
