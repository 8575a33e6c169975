/** Joins the class names that apply; whatever is not text is left out. */
export function cx(...parts: unknown[]): string {
  return parts.filter((part) => typeof part === "string" && part !== "").join(" ");
}
