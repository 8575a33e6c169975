import { expect, test } from "vitest";
import { auditAction, isAudited, isSameSender, senderDifferences, templateDifferences, type ReadSender, type ReadTemplate } from "./sync-change.ts";

const template: ReadTemplate = {
  contentSid: `HX${"1".repeat(32)}`,
  name: "voucher",
  language: "en",
  category: "utility",
  status: "approved",
  rejectionReason: null,
  content: { body: "Hi {{1}}", header: { kind: "image", url: "https://x.example/a.jpg" }, footer: null, buttons: [{ kind: "reply", title: "Yes", detail: "" }] },
  variables: [{ key: "1", sample: "Ana" }],
};
const sender: ReadSender = { twilioSid: "XE1", phone: "+442079460142", name: "Shop", status: "online", quality: "HIGH", messagingLimit: "2K", businessAccount: "7", offlineReason: null, offlineReasons: [] };

test("the same said in another order is no difference", () => {
  const { body, header, footer, buttons } = template.content;
  const turned = { ...template, content: { buttons: buttons.map(({ kind, title, detail }) => ({ detail, title, kind })), footer, header: header && "url" in header ? { url: header.url, kind: header.kind } : header, body } };
  expect(templateDifferences(template, turned)).toEqual([]);
});

test("variables in another order are another message", () => {
  const two = [{ key: "1", sample: "a" }, { key: "2", sample: "b" }];
  expect(templateDifferences({ ...template, variables: two }, { ...template, variables: two.toReversed() })).toEqual([{ kind: "content", before: null, after: "variables" }]);
});

test("everything that differs is told, the weightiest first", () => {
  const after: ReadTemplate = { ...template, name: "voucher_2", category: "marketing", status: "rejected", rejectionReason: "SCAM", content: { ...template.content, body: "Hello", buttons: [], extra: { kind: "catalog", title: "", items: [], chosenLater: false } } };
  expect(templateDifferences(template, after)).toEqual([
    { kind: "category", before: "utility", after: "marketing" },
    { kind: "status", before: "approved", after: "rejected" },
    { kind: "renamed", before: "voucher", after: "voucher_2" },
    { kind: "content", before: null, after: "text, buttons, attachment" },
  ]);
});

test("what was gone is back, whatever its status is now", () => {
  expect(templateDifferences({ ...template, status: "gone" }, { ...template, status: "paused" })).toEqual([{ kind: "returned", before: null, after: "paused" }]);
  expect(senderDifferences({ ...sender, status: "gone" }, sender)).toEqual([{ kind: "returned", before: null, after: "online" }]);
});

test("a sender that stays offline for another reason is told with the codes", () => {
  const offline = { ...sender, status: "offline" as const, offlineReasons: [{ code: 63020, message: "x" }] };
  expect(senderDifferences(offline, { ...offline, offlineReasons: [{ code: 63051, message: "y" }, { code: null, message: "In words" }] })).toEqual([{ kind: "reasons", before: "63020", after: "63051, In words" }]);
});

test("to learn the business account, or another id of the same number, is no news and is written all the same", () => {
  for (const before of [{ ...sender, businessAccount: null }, { ...sender, twilioSid: "XE2" }]) {
    expect(senderDifferences(before, sender)).toEqual([]);
    expect(isSameSender(before, sender)).toBe(false);
  }
  expect(isSameSender(sender, { ...sender })).toBe(true);
});

test.each([
  [{ kind: "category", before: "utility", after: "marketing" }, "template.recategorised"],
  [{ kind: "gone", before: "approved", after: null }, "template.gone"],
  [{ kind: "returned", before: null, after: "approved" }, "template.returned"],
  [{ kind: "status", before: "approved", after: "paused" }, "template.paused"],
  [{ kind: "status", before: "approved", after: "disabled" }, "template.disabled"],
  [{ kind: "status", before: "pending", after: "rejected" }, "template.rejected"],
  [{ kind: "status", before: "pending", after: "approved" }, null],
  [{ kind: "content", before: null, after: "text" }, null],
  [{ kind: "renamed", before: "a", after: "b" }, null],
] as const)("%o goes into the audit as %s", (change, action) => {
  expect(isAudited(change)).toBe(action !== null);
  if (action !== null) expect(auditAction("template", change)).toBe(action);
});
