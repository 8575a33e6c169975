/** “en_GB” → “British English”. A code that names no language stays as it is. */
const NAMES = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

export function languageName(code: string): string {
  try {
    return NAMES.of(code.replaceAll("_", "-")) ?? code;
  } catch {
    return code;
  }
}
