import { expect, test } from "vitest";
import { maskPhone } from "./phone.tsx";

test("a masked number keeps its country and its end", () => {
  expect(maskPhone("+4915112345678")).toBe("+491••••••••78");
});

test("a short number shows nothing", () => {
  expect(maskPhone("+12345")).toBe("••••••");
});
