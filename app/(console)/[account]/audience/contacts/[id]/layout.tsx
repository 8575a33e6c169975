/** Answers before anything is drawn: a contact that is not there. */
import { requireRight } from "#lib/auth/require-right.ts";
import { contactHere } from "./read-contact.ts";

export default async function ContactLayout({ params, children }: { params: Promise<{ account: string; id: string }>; children: React.ReactNode }) {
  const { account: slug, id } = await params;
  const { account, rights } = await requireRight(slug, "account.see");
  await contactHere(account.id, id, rights.has("numbers.see"));
  return children;
}
