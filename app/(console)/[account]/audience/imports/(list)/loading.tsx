/** The imports before they are there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function ImportsLoading() {
  return <IndexLoading what="imports" rows={12} columns={7} numericFrom={3} tabs chips={1} />;
}
