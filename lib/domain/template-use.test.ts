import { expect, test } from "vitest";
import { templateUse } from "./template-use.ts";

test("only an approved template can be used", () => {
  const usable = (["unsubmitted", "pending", "approved", "rejected", "paused", "disabled", "gone"] as const).filter((status) => templateUse(status, null).usable);
  expect(usable).toEqual(["approved"]);
});

test("a rejection says WhatsApp's reason when there is one", () => {
  expect(templateUse("rejected", "Promotional wording in a utility template.").what).toBe("WhatsApp rejected this template: Promotional wording in a utility template.");
  expect(templateUse("rejected", null).what).toContain("without giving a reason");
});
