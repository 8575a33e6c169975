/** The places of the console, in the order of the sidebar. */
export const NOUNS = [
  { path: "overview", label: "Overview" },
  { path: "campaigns", label: "Campaigns" },
  { path: "templates", label: "Templates" },
  { path: "audience", label: "Audience" },
  { path: "senders", label: "Senders" },
] as const;

export type Noun = (typeof NOUNS)[number];
