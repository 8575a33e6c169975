/** The playbook before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function PlaybookLoading() {
  return <IndexLoading what="the playbook" rows={12} columns={2} tabs bar chips={1} />;
}
