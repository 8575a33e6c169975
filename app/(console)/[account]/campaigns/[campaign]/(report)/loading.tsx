/** A report before it is there. */
import { ReportLoading } from "#components/patterns/loading.tsx";

export default function CampaignLoading() {
  return <ReportLoading what="the report" />;
}
