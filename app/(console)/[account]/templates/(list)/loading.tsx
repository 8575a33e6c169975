/** The list of templates before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function TemplatesLoading() {
  return <IndexLoading what="templates" rows={25} columns={7} numericFrom={6} tabs bar chips={2} />;
}
