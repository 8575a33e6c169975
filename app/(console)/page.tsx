/** The front door: leads to the account that was open last, or says why there is none. */
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { Brand } from "#components/frame/brand.tsx";
import { LonePage } from "#components/frame/section.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { currentMemberships, requirePerson } from "#lib/auth/require-right.ts";
import { LAST_ACCOUNT_COOKIE } from "#lib/domain/return-path.ts";
import { SignOutForm } from "../(auth)/sign-out-form.tsx";

export default async function FrontPage() {
  const person = await requirePerson();
  const memberships = await currentMemberships();
  const last = (await cookies()).get(LAST_ACCOUNT_COOKIE)?.value;
  const open = memberships.find(({ account }) => account.slug === last) ?? memberships[0];
  if (open) redirect(`/${open.account.slug}/overview`);
  return (
    <LonePage brand={<Brand />}>
      <Empty kind="not-allowed" title="You are in no account yet" action={<SignOutForm />} className="px-0 py-4">
        You are signed in as {person.email}, and nobody has given you a role in an account so far. An admin of the account can.
      </Empty>
    </LonePage>
  );
}
