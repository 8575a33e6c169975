import { expect, test } from "vitest";
import { isSameOrigin } from "./same-origin.ts";

const request = (method: string, headers: Record<string, string>) => new Request("http://127.0.0.1:3000/api/x", { method, headers: { host: "console.example", ...headers } });

test("reading is open to any origin", () => {
  expect(isSameOrigin(request("GET", { origin: "https://evil.example" }))).toBe(true);
});

test("a change is taken from a page of the same host, by whichever name the browser knows it", () => {
  expect(isSameOrigin(request("POST", { origin: "https://console.example" }))).toBe(true);
  expect(isSameOrigin(request("POST", { origin: "http://localhost:3000", host: "localhost:3000" }))).toBe(true);
  expect(isSameOrigin(request("DELETE", { origin: "https://drumbeat.example", host: "10.0.0.7:3000", "x-forwarded-host": "drumbeat.example" }))).toBe(true);
});

test("a change from another site, from nowhere, or without a word about where is not", () => {
  for (const origin of ["https://evil.example", "null", "https://console.example.evil.example", "https://console.example:8443", ""]) {
    expect(isSameOrigin(request("POST", { origin })), origin).toBe(false);
  }
  expect(isSameOrigin(request("PUT", {}))).toBe(false);
});
