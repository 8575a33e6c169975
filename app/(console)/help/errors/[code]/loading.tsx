/** One error code before it is there. */
import { DetailLoading } from "#components/patterns/loading.tsx";

export default function ErrorCodeLoading() {
  return <DetailLoading what="the error code" />;
}
