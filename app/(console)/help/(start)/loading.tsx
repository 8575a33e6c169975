/** The help before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function HelpLoading() {
  return <IndexLoading what="the help" rows={12} columns={2} tabs bar />;
}
