import { expect, test } from "vitest";
import { overridesIn, RETRY_POLICIES } from "./connection-overrides.ts";

const URL_HEARD = "https://console.example/hook?a=1";

test("without a fragment a webhook is tried again once, and only when no connection came about", () => {
  expect(overridesIn(URL_HEARD)).toEqual({
    target: URL_HEARD,
    overrides: { connectMs: 5_000, readMs: 15_000, totalMs: 15_000, retries: 1, retryOn: ["ct"] },
  });
});

test("the fragment sets time-outs, retries and what is worth one, and never leaves with the request", () => {
  const { target, overrides } = overridesIn(`${URL_HEARD}#ct=200&rt=300&tt=1000&rc=5&rp=5xx,rt`);
  expect(target).toBe(URL_HEARD);
  expect(overrides).toEqual({ connectMs: 200, readMs: 300, totalMs: 1_000, retries: 5, retryOn: ["5xx", "rt"] });
});

test("rp=all means every policy", () => {
  expect(overridesIn(`${URL_HEARD}#rp=all`).overrides.retryOn).toEqual(RETRY_POLICIES);
});

test("a value out of its range counts as not given", () => {
  const { overrides } = overridesIn(`${URL_HEARD}#rc=6&ct=99&rt=15001&tt=-1`);
  expect(overrides).toMatchObject({ retries: 1, connectMs: 5_000, readMs: 15_000, totalMs: 15_000 });
});
