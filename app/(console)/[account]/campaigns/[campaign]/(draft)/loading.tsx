/** A step of the composer before it is there. */
import { StepsLoading } from "#components/patterns/loading.tsx";

export default function ComposeLoading() {
  return <StepsLoading what="the draft" />;
}
