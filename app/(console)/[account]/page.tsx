/** An account opens on its overview. */
import { redirect } from "next/navigation";
import { requireRole } from "#lib/auth/require-role.ts";

export default async function AccountPage({ params }: { params: Promise<{ account: string }> }) {
  const { account } = await requireRole((await params).account, "analyst");
  redirect(`/${account.slug}/overview`);
}
