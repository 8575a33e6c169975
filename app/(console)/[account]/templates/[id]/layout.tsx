/** Answers before anything is drawn: a template that is not there. */
import { requireRole } from "#lib/auth/require-role.ts";
import { templateHere } from "./read-template.ts";

export default async function TemplateLayout({ params, children }: { params: Promise<{ account: string; id: string }>; children: React.ReactNode }) {
  const { account: slug, id } = await params;
  const { account } = await requireRole(slug, "analyst");
  await templateHere(account.id, id);
  return children;
}
