/** Answers before anything is drawn: a sender that is not there. */
import { requireRight } from "#lib/auth/require-right.ts";
import { senderHere } from "./read-sender.ts";

export default async function SenderLayout({ params, children }: { params: Promise<{ account: string; id: string }>; children: React.ReactNode }) {
  const { account: slug, id } = await params;
  const { account } = await requireRight(slug, "account.see");
  await senderHere(account.id, id);
  return children;
}
