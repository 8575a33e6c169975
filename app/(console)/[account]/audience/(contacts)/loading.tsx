/** The list of contacts before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function ContactsLoading() {
  return <IndexLoading what="contacts" tabs bar />;
}
