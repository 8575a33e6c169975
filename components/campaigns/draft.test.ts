import { expect, test } from "vitest";
import type { LaunchProblem } from "#lib/domain/campaign-rules.ts";
import { problemSentence } from "#lib/domain/problem-sentence.ts";
import { peopleText, stepOf } from "./draft.ts";

const PROBLEMS: LaunchProblem[] = [
  { kind: "no-template" },
  { kind: "template-unusable", template: "win_back", status: "paused" },
  { kind: "no-list" },
  { kind: "variables-unmapped", variables: ["1", "3"] },
  { kind: "columns-missing", columns: ["City"] },
  { kind: "no-sender" },
  { kind: "no-usable-sender", senders: [{ name: "Shop", why: "it is offline" }] },
  { kind: "start-passed", wall: "2027-03-28T14:30", zone: "Europe/Berlin" },
  { kind: "start-too-far", wall: "2027-03-28T14:30", zone: "Europe/Berlin" },
  { kind: "hours-impossible", countries: ["US"] },
];

test("every problem leads to the step where it is mended", () => {
  expect(PROBLEMS.map(stepOf)).toEqual(["template", "template", "audience", "personalise", "personalise", "audience", "audience", "schedule", "schedule", "schedule"]);
});

test("every problem is told in a sentence that names what is wrong and says what to do", () => {
  for (const problem of PROBLEMS) expect(problemSentence(problem)).toMatch(/^[^.]+\. ?.*(Pick|Choose|Take it out).*\.$/);
});

test("variables without a value are named as they stand in the template", () => {
  expect(problemSentence({ kind: "variables-unmapped", variables: ["1", "3"] })).toBe("{{1}} and {{3}} have no value: Twilio would send the template’s sample text. Choose a column or a text.");
  expect(problemSentence({ kind: "columns-missing", columns: ["City"] })).toContain("no column “City”");
});

test("one person is not people", () => {
  expect([peopleText(1), peopleText(4476)]).toEqual(["1 person", "4,476 people"]);
});
