import { expect, test } from "vitest";
import { maskPhone } from "./phone-mask.ts";

test("a masked number keeps its country and its end", () => {
  expect(maskPhone("+4915112345678")).toBe("+491••••••••78");
});

test("a short number shows nothing", () => {
  expect(maskPhone("+12345")).toBe("••••••");
});

test("masking what is masked changes nothing", () => {
  expect(maskPhone(maskPhone("+4915112345678"))).toBe("+491••••••••78");
});
