import { expect, test } from "vitest";
import { isCancellable, isDraft, isLaunchable, isPausable, isResumable, launchProblems, usableSenders, type LaunchDraft } from "./campaign-rules.ts";
import { CAMPAIGN_STATES } from "./states.ts";

const complete: LaunchDraft = {
  listId: "list",
  listColumns: ["First name"],
  mapping: { "1": { from: "column", column: "First name", fallback: "there" } },
  template: { name: "voucher", status: "approved", variables: [{ key: "1", sample: "Ana" }] },
  senders: [{ name: "Shop", status: "online", holdReason: null }],
};

test("a complete draft has no problem", () => {
  expect(launchProblems(complete)).toEqual([]);
});

test("each missing part is a problem of its own, in the order in which a person fills it in", () => {
  const problems = launchProblems({ listId: null, listColumns: [], mapping: {}, template: null, senders: [] });
  expect(problems.map((problem) => problem.kind)).toEqual(["no-template", "no-list", "no-sender"]);
});

test("a variable that nobody mapped is named, because Twilio would send the template's sample instead", () => {
  expect(launchProblems({ ...complete, mapping: {} })).toEqual([{ kind: "variables-unmapped", variables: ["1"] }]);
  expect(launchProblems({ ...complete, mapping: { "1": { from: "text", text: "  " } } })).toEqual([{ kind: "variables-unmapped", variables: ["1"] }]);
});

test("a column that the chosen list does not have is named, because everybody would get the fallback", () => {
  expect(launchProblems({ ...complete, listColumns: ["Name"] })).toEqual([{ kind: "columns-missing", columns: ["First name"] }]);
});

test.each(["unsubmitted", "pending", "rejected", "paused", "disabled", "gone"] as const)("a template that is %s cannot be launched", (status) => {
  const template = { name: "voucher", status, variables: [{ key: "1", sample: "Ana" }] };
  expect(launchProblems({ ...complete, template })).toEqual([{ kind: "template-unusable", template: "voucher", status }]);
});

test("a pool of which no sender can send cannot carry a launch; one that can is enough", () => {
  const senders: LaunchDraft["senders"] = [
    { name: "A", status: "offline", holdReason: null },
    { name: "B", status: "online", holdReason: "Not accepted (20003)" },
    { name: "C", status: "gone", holdReason: null },
  ];
  expect(launchProblems({ ...complete, senders })).toEqual([
    { kind: "no-usable-sender", senders: [{ name: "A", why: "it is offline" }, { name: "B", why: "it is held: Not accepted (20003)" }, { name: "C", why: "Twilio no longer has it" }] },
  ]);
  const pool = [...senders, ...complete.senders];
  expect(launchProblems({ ...complete, senders: pool })).toEqual([]);
  expect(usableSenders(pool)).toEqual(complete.senders);
});

test("launching is not resuming: what was launched once is never launchable again", () => {
  expect(CAMPAIGN_STATES.filter((state) => isLaunchable({ state, launchedAt: null }))).toEqual(["draft", "scheduled", "paused", "held"]);
  expect(CAMPAIGN_STATES.filter((state) => state !== "draft" && isLaunchable({ state, launchedAt: new Date() }))).toEqual([]);
  expect(CAMPAIGN_STATES.filter(isDraft)).toEqual(["draft"]);
  expect(CAMPAIGN_STATES.filter(isResumable)).toEqual(["paused", "held"]);
  expect(CAMPAIGN_STATES.filter(isPausable)).toEqual(["scheduled", "running"]);
  expect(CAMPAIGN_STATES.filter(isCancellable)).toEqual(["scheduled", "running", "paused", "held"]);
});
