/** Refuses before anything is drawn: what begins to stream has said by then that there is something here. */
import { requireRight } from "#lib/auth/require-right.ts";

export default async function RecordLayout({ children, params }: { children: React.ReactNode; params: Promise<{ account: string }> }) {
  await requireRight((await params).account, "record.see");
  return children;
}
