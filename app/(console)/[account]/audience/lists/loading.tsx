/** The lists before they are there. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function ListsLoading() {
  return <IndexLoading what="lists" rows={12} columns={6} numericFrom={3} tabs bar />;
}
