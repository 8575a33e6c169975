/** The three parts of the audience. */
import { TabLinks } from "#components/ui/tab-links.tsx";

export type AudiencePart = "contacts" | "lists" | "imports";

const PARTS: { part: AudiencePart; label: string; path: string }[] = [
  { part: "contacts", label: "Contacts", path: "" },
  { part: "lists", label: "Lists", path: "/lists" },
  { part: "imports", label: "Imports", path: "/imports" },
];

export function AudienceTabs({ account, current }: { account: string; current: AudiencePart }) {
  return <TabLinks label="Audience" tabs={PARTS.map(({ part, label, path }) => ({ href: `/${account}/audience${path}`, label, current: part === current }))} />;
}
