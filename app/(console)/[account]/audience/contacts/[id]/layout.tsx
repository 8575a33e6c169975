/** Answers before anything is drawn: a contact that is not there. */
import { requireRole } from "#lib/auth/require-role.ts";
import { roleIncludes } from "#lib/domain/states.ts";
import { contactHere } from "./read-contact.ts";

export default async function ContactLayout({ params, children }: { params: Promise<{ account: string; id: string }>; children: React.ReactNode }) {
  const { account: slug, id } = await params;
  const { account, role } = await requireRole(slug, "analyst");
  await contactHere(account.id, id, roleIncludes(role, "marketer"));
  return children;
}
