/** The people before they are there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function AccessLoading() {
  return <IndexLoading what="people" rows={6} columns={10} />;
}
