/** Which colour scheme a reader chose. Kept in a cookie, so that the first byte of the page already has it. */
export const SCHEMES = ["system", "light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

export const SCHEME_COOKIE = "drumbeat-scheme";

/** Anything that is not a choice follows the system. */
export function schemeFrom(value: string | undefined): Scheme {
  return SCHEMES.find((scheme) => scheme === value) ?? "system";
}
