/** A new campaign before it can be named. */
import { StepsLoading } from "#components/patterns/loading.tsx";

export default function NewCampaignLoading() {
  return <StepsLoading what="the composer" />;
}
