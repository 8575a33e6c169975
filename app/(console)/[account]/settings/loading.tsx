/** The settings before they are there. */
import { DetailLoading } from "#components/patterns/loading.tsx";

export default function SettingsLoading() {
  return <DetailLoading what="the settings" />;
}
