/** An account opens on its overview. */
import { redirect } from "next/navigation";
import { requireRight } from "#lib/auth/require-right.ts";

export default async function AccountPage({ params }: { params: Promise<{ account: string }> }) {
  const { account } = await requireRight((await params).account, "account.see");
  redirect(`/${account.slug}/overview`);
}
