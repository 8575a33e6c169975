import { randomUUID } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { pool } from "./connection.ts";
import { findCredentials, knownCredentials, recheckCredentials } from "./credentials.ts";
import { saveAccount } from "./save-account.ts";
import { freshDatabase } from "./testing.ts";

const TOKEN = "a".repeat(32);
let accountId: string;

beforeAll(async () => {
  await freshDatabase();
  accountId = (await saveAccount(pool(), { slug: "live", name: "Live", kind: "live", simulated: true, twilioSid: `AC${"1".repeat(32)}`, authToken: TOKEN, apiKey: null, sandboxJoinWords: null })) ?? "";
});

test("what is known is found without asking, and an account that is not there never fills the memory", async () => {
  expect(knownCredentials(accountId)).toBeNull();
  expect(await findCredentials(accountId)).toMatchObject({ authToken: TOKEN, authTokens: [TOKEN] });
  expect(knownCredentials(accountId)).toMatchObject({ authTokens: [TOKEN] });
  const nobody = randomUUID();
  expect(await findCredentials(nobody)).toBeNull();
  expect(knownCredentials(nobody)).toBeNull();
});

test("a flood of strangers asks the database once a second for one account, and some fifty times for all", async () => {
  const asked = vi.spyOn(pool(), "query");
  const nobody = randomUUID();
  for (const id of [accountId, nobody]) {
    asked.mockClear();
    const answers = await Promise.all(Array.from({ length: 200 }, () => recheckCredentials(id)));
    answers.push(await recheckCredentials(id), await recheckCredentials(id));
    expect(asked).toHaveBeenCalledTimes(1);
    expect(new Set(answers.map((answer) => answer?.accountId))).toEqual(new Set([id === accountId ? accountId : undefined]));
  }
  asked.mockClear();
  await Promise.all(Array.from({ length: 500 }, () => recheckCredentials(randomUUID())));
  expect(asked.mock.calls.length).toBeLessThanOrEqual(50);
  expect(asked.mock.calls.length).toBeGreaterThan(0);
  asked.mockRestore();
});
