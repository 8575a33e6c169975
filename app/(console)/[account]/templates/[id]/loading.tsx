/** One template before it is there. */
import { DetailLoading } from "#components/patterns/loading.tsx";

export default function TemplateLoading() {
  return <DetailLoading what="the template" />;
}
