/** The frame of an account. It gates like every page below it, so that a stranger is refused before anything is drawn. */
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AppFrame } from "#components/frame/app-frame.tsx";
import { SCHEME_COOKIE, schemeFrom } from "#components/ui/scheme.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { currentMemberships, requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { findEngineState } from "#lib/db/find-engine-state.ts";
import { engineHaltOf } from "#lib/domain/engine-halt.ts";
import { SignOutForm } from "../../(auth)/sign-out-form.tsx";

type AccountLayoutProps = { children: React.ReactNode; params: Promise<{ account: string }> };

export async function generateMetadata({ params }: AccountLayoutProps): Promise<Metadata> {
  const { account } = await requireRight((await params).account, "account.see");
  return { title: { template: `%s · ${account.name} · Drumbeat`, default: `${account.name} · Drumbeat` } };
}

export default async function AccountLayout({ children, params }: AccountLayoutProps) {
  const { person, account, role, rights } = await requireRight((await params).account, "account.see");
  const [memberships, engine] = await Promise.all([currentMemberships(), findEngineState(pool(), account.id)]);
  const scheme = schemeFrom((await cookies()).get(SCHEME_COOKIE)?.value);
  return (
    <AppFrame
      account={account}
      accounts={memberships.map((membership) => membership.account)}
      person={{ name: person.name, email: person.email, role: ROLE_NAMES[role] }}
      may={{ compose: rights.has("campaign.compose"), invite: rights.has("access.change") }}
      scheme={scheme}
      simulated={account.simulated}
      halt={engineHaltOf(engine)}
      haltReason={engine.engineHoldReason ?? null}
      signOut={
        <div className="flex items-center justify-between gap-4">
          <SignOutForm />
          <span className="flex gap-4">
            {rights.has("access.change") && <TextLink href={`/${account.slug}/access`}>Access</TextLink>}
            <TextLink href={`/${account.slug}/settings`}>Settings</TextLink>
            <TextLink href="/help">Help</TextLink>
          </span>
        </div>
      }
    >
      {children}
    </AppFrame>
  );
}

const ROLE_NAMES = { admin: "Admin", marketer: "Marketer", analyst: "Analyst" };
