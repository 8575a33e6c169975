/** Answers before anything is drawn: a template that is not there. */
import { requireRight } from "#lib/auth/require-right.ts";
import { templateHere } from "./read-template.ts";

export default async function TemplateLayout({ params, children }: { params: Promise<{ account: string; id: string }>; children: React.ReactNode }) {
  const { account: slug, id } = await params;
  const { account } = await requireRight(slug, "account.see");
  await templateHere(account.id, id);
  return children;
}
