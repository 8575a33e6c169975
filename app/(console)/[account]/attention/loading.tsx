/** The list of messages of which nobody can tell, before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function AttentionLoading() {
  return <IndexLoading what="messages" rows={12} columns={8} numericFrom={7} selection bar chips={1} />;
}
