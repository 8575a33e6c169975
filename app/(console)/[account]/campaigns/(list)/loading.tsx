/** The list of campaigns before it is there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function CampaignsLoading() {
  return <IndexLoading what="campaigns" rows={12} columns={6} numericFrom={3} tabs bar />;
}
