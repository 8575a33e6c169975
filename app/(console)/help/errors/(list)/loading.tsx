/** The catalogue before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function ErrorsLoading() {
  return <IndexLoading what="the error codes" rows={25} columns={4} numericFrom={9} tabs bar chips={2} />;
}
