/** The places of the console, in the order of the sidebar. `key` leads there after G. */
export const NOUNS = [
  { path: "overview", label: "Overview", key: "o" },
  { path: "campaigns", label: "Campaigns", key: "c" },
  { path: "templates", label: "Templates", key: "t" },
  { path: "audience", label: "Audience", key: "a" },
  { path: "senders", label: "Senders", key: "s" },
] as const;

export type Noun = (typeof NOUNS)[number];
