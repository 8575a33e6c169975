/** The list of senders before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function SendersLoading() {
  return <IndexLoading what="senders" rows={4} columns={6} numericFrom={5} bar />;
}
