/** The three rooms of the help. */
import { TabLinks } from "#components/ui/tab-links.tsx";
import { HELP } from "./help-paths.ts";

const LABEL: Record<keyof typeof HELP, string> = { start: "Start", playbook: "Playbook", errors: "Error codes" };
const ROOMS = ["start", "playbook", "errors"] as const;

export function HelpTabs({ current }: { current: keyof typeof HELP }) {
  return <TabLinks label="Help" tabs={ROOMS.map((room) => ({ href: HELP[room], label: LABEL[room], current: room === current }))} />;
}
