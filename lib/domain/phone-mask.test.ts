import { expect, test } from "vitest";
import { maskPhone, maskPhonesIn } from "./phone-mask.ts";

test("a masked number keeps its country and its end", () => {
  expect(maskPhone("+4915112345678")).toBe("+491••••••••78");
});

test("a short number shows nothing", () => {
  expect(maskPhone("+12345")).toBe("••••••");
});

test("masking what is masked changes nothing", () => {
  expect(maskPhone(maskPhone("+4915112345678"))).toBe("+491••••••••78");
});

test.each([
  ["The 'To' number whatsapp:+4930230012345 is not valid.", "The 'To' number whatsapp:+493••••••••45 is not valid."],
  ["+49 (30) 2300-12345 and 4930230012345", "+49 •••••••••••••45 and 4930•••••••45"],
  ["Error 63016, 1,600 characters, 24 hours, 2026-11-25", "Error 63016, 1,600 characters, 24 hours, 2026••••25"],
])("numbers in a sentence are masked: %s", (said, kept) => {
  expect(maskPhonesIn(said)).toBe(kept);
});
