/** The record before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function RecordLoading() {
  return <IndexLoading what="the record" rows={12} columns={4} numericFrom={3} chips={2} />;
}
