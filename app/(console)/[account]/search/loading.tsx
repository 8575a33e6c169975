/** The search before it has found anything. */
import { IndexLoading } from "#components/patterns/loading.tsx";

export default function SearchLoading() {
  return <IndexLoading what="what was found" rows={6} columns={2} bar />;
}
