/** The wishes that a webhook URL may carry in its fragment, such as `#rc=5&rp=all`: time-outs and retries of that one webhook. */

export const RETRY_POLICIES = ["4xx", "5xx", "ct", "rt"] as const;
export type RetryPolicy = (typeof RETRY_POLICIES)[number];

export type ConnectionOverrides = {
  connectMs: number;
  readMs: number;
  /** For everything, retries included. */
  totalMs: number;
  retries: number;
  /** What is worth a retry: an answer of 4xx or 5xx, no connection (ct), no answer (rt). */
  retryOn: readonly RetryPolicy[];
};

/** Ranges and defaults as Twilio publishes them. */
const RANGES = {
  ct: { least: 100, most: 10_000, usual: 5_000 },
  rt: { least: 100, most: 15_000, usual: 15_000 },
  tt: { least: 100, most: 15_000, usual: 15_000 },
  rc: { least: 0, most: 5, usual: 1 },
} as const;

/** A webhook URL without its fragment, and what the fragment asks for. A value out of range counts as not given. */
export function overridesIn(url: string): { target: string; overrides: ConnectionOverrides } {
  const hash = url.indexOf("#");
  const target = hash < 0 ? url : url.slice(0, hash);
  const wishes = new URLSearchParams(hash < 0 ? "" : url.slice(hash + 1));
  return {
    target,
    overrides: {
      connectMs: within(wishes, "ct"),
      readMs: within(wishes, "rt"),
      totalMs: within(wishes, "tt"),
      retries: within(wishes, "rc"),
      retryOn: policiesIn(wishes.get("rp")),
    },
  };
}

function within(wishes: URLSearchParams, key: keyof typeof RANGES): number {
  const range = RANGES[key];
  const text = wishes.get(key) ?? "";
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= range.least && value <= range.most ? value : range.usual;
}

function policiesIn(text: string | null): readonly RetryPolicy[] {
  const words = (text ?? "ct").split(",");
  return words.includes("all") ? RETRY_POLICIES : RETRY_POLICIES.filter((policy) => words.includes(policy));
}
