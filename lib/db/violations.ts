/** What PostgreSQL refuses, by its own codes (PostgreSQL, Appendix A). */
const FOREIGN_KEY_VIOLATION = "23503";
const UNIQUE_VIOLATION = "23505";
const DEADLOCK_DETECTED = "40P01";

/** Whether a row pointed at something that is not there, or not in this account. */
export function isForeignKeyViolation(error: unknown): boolean {
  return codeOf(error) === FOREIGN_KEY_VIOLATION;
}

/** Whether a row would have been there twice. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === UNIQUE_VIOLATION;
}

/** Whether two transactions waited for each other, and PostgreSQL ended this one: the same again may well succeed. */
export function isDeadlock(error: unknown): boolean {
  return codeOf(error) === DEADLOCK_DETECTED;
}

/** Whether the rows themselves are what PostgreSQL refuses: trying the same again cannot help (class 22 and 23). */
export function isRefusedData(error: unknown): boolean {
  return /^2[23]/.test(codeOf(error) ?? "");
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
