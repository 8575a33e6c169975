/** One import before it is there. */
import { DetailLoading } from "#components/patterns/loading.tsx";

export default function ImportLoading() {
  return <DetailLoading what="import" />;
}
