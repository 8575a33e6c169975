/** The list of decisions before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function DecisionsLoading() {
  return <IndexLoading what="decisions" rows={25} columns={7} numericFrom={6} />;
}
