/** Answers before anything is drawn: an import that is not there, or that the role does not include. */
import { requireRight } from "#lib/auth/require-right.ts";
import { importHere } from "./read-import.ts";

export default async function ImportLayout({ params, children }: { params: Promise<{ account: string; id: string }>; children: React.ReactNode }) {
  const { account: slug, id } = await params;
  const { account } = await requireRight(slug, "audience.change");
  await importHere(account.id, id);
  return children;
}
