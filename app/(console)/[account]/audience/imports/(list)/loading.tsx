/** The imports before they are there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function ImportsLoading() {
  return <IndexLoading what="imports" rows={6} columns={7} tabs />;
}
