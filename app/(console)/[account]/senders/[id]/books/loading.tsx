/** The comparison of a day before it is there. */
import { DetailLoading } from "#components/patterns/loading.tsx";

export default function BooksLoading() {
  return <DetailLoading what="the comparison" facts={5} />;
}
