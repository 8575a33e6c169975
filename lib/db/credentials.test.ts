import { randomUUID } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { pool } from "./connection.ts";
import { findCredentials, knownCredentials, recheckCredentials } from "./credentials.ts";
import { saveAccount } from "./save-account.ts";
import { SealBroken } from "./secret-box.ts";
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

test("a flood of strangers has all accounts read a few times a second, whoever is named, and everybody is answered", async () => {
  const asked = vi.spyOn(pool(), "query");
  const startedMs = performance.now();
  const answers = await Promise.all(Array.from({ length: 5_000 }, (_, index) => recheckCredentials(index % 2 === 0 ? randomUUID() : accountId)));
  expect(answers.filter((answer) => answer?.accountId === accountId)).toHaveLength(2_500);
  expect(asked.mock.calls.length).toBeGreaterThan(0);
  expect(asked.mock.calls.length).toBeLessThanOrEqual(1 + (performance.now() - startedMs) / 100);
  asked.mockRestore();
});

test("whoever asks is answered by what stands in the database after they asked, however many asked before", async () => {
  const replaced = "b".repeat(32);
  const before = Array.from({ length: 100 }, () => recheckCredentials(randomUUID()));
  await saveAccount(pool(), { slug: "live", name: "Live", kind: "live", simulated: true, twilioSid: `AC${"1".repeat(32)}`, authToken: replaced, apiKey: null, sandboxJoinWords: null });
  expect(await recheckCredentials(accountId)).toMatchObject({ authToken: replaced });
  expect(new Set(await Promise.all(before))).toEqual(new Set([null]));
});

test("an account whose seal does not open costs no other account anything", async () => {
  const { rows } = await pool().query<{ id: string }>(
    `insert into account (slug, name, kind, simulated, twilio_sid, auth_token_cipher) values ('broken', 'Broken', 'live', true, $1, 'v1.none') returning id`,
    [`AC${"2".repeat(32)}`],
  );
  await expect(recheckCredentials(rows[0]?.id ?? "")).rejects.toBeInstanceOf(SealBroken);
  expect(await recheckCredentials(accountId)).toMatchObject({ accountId });
});

test("what is known is known however long ago it was read", async () => {
  await findCredentials(accountId);
  const later = performance.now() + 24 * 3_600_000;
  const clock = vi.spyOn(performance, "now").mockReturnValue(later);
  expect(knownCredentials(accountId)).toMatchObject({ accountId });
  clock.mockRestore();
  await recheckCredentials(accountId);
});

test("when the accounts cannot be read, nobody is told that they are not there, and nobody waits beyond a measure", async () => {
  await pool().query(`alter table account rename to account_away`);
  const answers = await Promise.allSettled(Array.from({ length: 12_000 }, () => recheckCredentials(accountId)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(["rejected"]));
  expect(answers.filter((answer) => answer.status === "rejected" && String(answer.reason).includes("Too many"))).toHaveLength(2_000);
  await pool().query(`alter table account_away rename to account`);
  expect(await recheckCredentials(accountId)).toMatchObject({ accountId });
});
