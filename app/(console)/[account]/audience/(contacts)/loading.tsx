/** The list of contacts before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function ContactsLoading() {
  return <IndexLoading what="contacts" rows={24} columns={6} numericFrom={5} tabs selection bar chips={3} />;
}
