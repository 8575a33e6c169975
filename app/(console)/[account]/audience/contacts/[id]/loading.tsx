/** One person before they are there. */
import { DetailLoading } from "#components/patterns/loading.tsx";

export default function ContactLoading() {
  return <DetailLoading what="contact" facts={8} />;
}
