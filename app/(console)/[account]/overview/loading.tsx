/** The overview before it is there. */
import { ReportLoading } from "#components/patterns/loading.tsx";

export default function OverviewLoading() {
  return <ReportLoading what="the overview" list={false} />;
}
