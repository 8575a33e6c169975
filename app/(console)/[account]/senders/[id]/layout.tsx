/** Answers before anything is drawn: a sender that is not there. */
import { requireRole } from "#lib/auth/require-role.ts";
import { senderHere } from "./read-sender.ts";

export default async function SenderLayout({ params, children }: { params: Promise<{ account: string; id: string }>; children: React.ReactNode }) {
  const { account: slug, id } = await params;
  const { account } = await requireRole(slug, "analyst");
  await senderHere(account.id, id);
  return children;
}
