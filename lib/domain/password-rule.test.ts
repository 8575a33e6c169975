import { expect, test } from "vitest";
import { PASSWORD_MAX, PASSWORD_MIN, PASSWORD_SENTENCE, passwordProblem, type PasswordProblem } from "./password-rule.ts";

const OMAR = { email: "omar@harbour.example", name: "Omar Haddad" };

test.each<[string, PasswordProblem | null]>([
  ["", "too-short"],
  ["hunter2", "too-short"],
  ["a".repeat(PASSWORD_MIN - 1), "too-short"],
  ["aaaaaaaaaaaaaaaa", "monotonous"],
  ["121212121212121212", "monotonous"],
  ["omaromaromaromar1234", "your-name"],
  ["Haddad-omar-12", "your-name"],
  ["x".repeat(PASSWORD_MAX + 1), "too-long"],
  ["boat lamp river nine", null],
  ["omar keeps nine boats", null],
  ["Grüße aus Łódź", null],
  ["🐙🐳🦀🐟🐚🦑🐡🐠🦐🦈🐬🦭", null],
  ["    spaces   stay    ", null],
])("%j: %s", (password, problem) => {
  expect(passwordProblem(password, OMAR)).toBe(problem);
});

test("every problem says what to do", () => {
  for (const sentence of Object.values(PASSWORD_SENTENCE)) expect(sentence).toMatch(/Take /);
});
