/** The list of what changed at Twilio before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function ChangesLoading() {
  return <IndexLoading what="what changed" rows={25} columns={5} numericFrom={4} tabs chips={1} />;
}
