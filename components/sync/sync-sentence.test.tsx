import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { SyncSentence, type ShownRun } from "./sync-sentence.tsx";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const run = (more: Partial<ShownRun>): ShownRun => ({ state: "done", lost: false, orderedAt: null, startedAt: null, endedAt: null, failure: null, readAt: new Date("2026-03-04T05:06:07Z"), templatesChanged: 0, sendersChanged: 0, ...more });
const said = (shown: ShownRun | null, workerAlive = true) => renderToStaticMarkup(<SyncSentence run={shown} workerAlive={workerAlive} />).replaceAll(/<[^>]*>/g, "");

test.each<[string, ShownRun | null, RegExp]>([
  ["was never connected", null, /^Not checked with Twilio yet\.$/],
  ["was never read", run({ readAt: null }), /^Not checked with Twilio yet\.$/],
  ["was read without news", run({}), /^Checked with Twilio .+: nothing changed\.$/],
  ["was read with news", run({ templatesChanged: 2, sendersChanged: 1 }), /: 2 templates and 1 sender changed\.$/],
  ["has many changes", run({ templatesChanged: 1_200 }), /: 1,200 templates changed\.$/],
  ["waits for its turn", run({ state: "queued", orderedAt: minutesAgo(2) }), /^Twilio is asked in a moment\. Ordered .+\.$/],
  ["is being read", run({ state: "running", startedAt: minutesAgo(1) }), /^Asking Twilio, since \d\d:\d\d/],
  ["was being read when its process ended", run({ state: "running", lost: true, startedAt: minutesAgo(11) }), /broke off\. It begins again by itself\.$/],
  ["could not be read", run({ state: "failed", endedAt: minutesAgo(3), failure: "x" }), /nothing could be read\. What is shown is from/],
])("an account that %s is told as such", (_name, shown, words) => {
  expect(said(shown)).toMatch(words);
});

test("an order that nobody takes says that no worker runs", () => {
  expect(said(run({ state: "queued", orderedAt: minutesAgo(2) }), false)).toMatch(/as soon as a worker runs; none does/);
});
