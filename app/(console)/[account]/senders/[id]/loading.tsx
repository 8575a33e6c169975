/** One sender before it is there. */
import { DetailLoading } from "#components/patterns/loading.tsx";

export default function SenderLoading() {
  return <DetailLoading what="the sender" />;
}
