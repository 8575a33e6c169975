/** The list of templates before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function TemplatesLoading() {
  return <IndexLoading what="templates" tabs bar />;
}
