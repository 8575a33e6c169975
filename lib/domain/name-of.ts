/** What may be said of an error anywhere: its name and code, never its text, which can quote a row with somebody's number. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}
