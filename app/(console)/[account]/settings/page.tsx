/** What a person can set for themselves, and what is known of the account. */
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ChangePasswordButton } from "#components/access/change-password-button.tsx";
import { SecondPersonBound } from "#components/access/second-person-bound.tsx";
import { SignedInBrowsers } from "#components/access/signed-in-browsers.tsx";
import { RetryPolicy } from "#components/attention/retry-policy.tsx";
import { AccountKindChip } from "#components/frame/account-kind.tsx";
import { ZoneChoice } from "#components/frame/zone-choice.tsx";
import { SettingsPage as SettingsPattern } from "#components/patterns/settings-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { SCHEME_COOKIE, schemeFrom } from "#components/ui/scheme.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { ThemeSwitch } from "#components/ui/theme-switch.tsx";
import { ownSessions } from "#lib/auth/own-sessions.ts";
import { requireRight } from "#lib/auth/require-right.ts";
import { sessionIdInCookie } from "#lib/auth/session-cookie.ts";
import { approveAboveOf, retriesUnconfirmed } from "#lib/db/account-policy.ts";
import { pool } from "#lib/db/connection.ts";
import { SignOutForm } from "../../../(auth)/sign-out-form.tsx";
import { changeOwnPassword, endOtherSessions, endSession, setRetries, setSecondPerson } from "./actions.ts";

export const metadata: Metadata = { title: "Settings" };

const ROLE_MEANING = { admin: "Admin: composes, launches, and looks after senders.", marketer: "Marketer: imports, composes and launches.", analyst: "Analyst: sees everything but whole phone numbers, and changes nothing." };

export default async function SettingsPage({ params }: { params: Promise<{ account: string }> }) {
  const { person, account, role, rights } = await requireRight((await params).account, "account.see");
  const here = await sessionIdInCookie();
  const scheme = schemeFrom((await cookies()).get(SCHEME_COOKIE)?.value);
  return (
    <SettingsPattern
      title="Settings"
      sections={[
        { id: "colours", title: "Colours", summary: "Kept in this browser.", body: <div className="max-w-[320px]"><ThemeSwitch scheme={scheme} /></div> },
        { id: "zone", title: "Time zone", summary: "Every moment in the console is written in it. Kept in this browser; nobody else’s times change.", body: <div className="max-w-[320px]"><ZoneChoice /></div> },
        {
          id: "you",
          title: "You",
          body: (
            <>
              <KeyValueList className="border-y border-line" facts={[{ name: "Name", value: <bdi>{person.name}</bdi> }, { name: "E-mail", value: person.email }, { name: "Here you are", value: ROLE_MEANING[role] }]} />
              <div className="mt-3 flex flex-wrap justify-end gap-2"><ChangePasswordButton change={changeOwnPassword} /><SignOutForm /></div>
            </>
          ),
        },
        {
          id: "browsers",
          title: "Where you are signed in",
          summary: "End what you do not know.",
          body: <SignedInBrowsers browsers={(await ownSessions(person.id)).map((session) => ({ ...session, isThis: session.id === here }))} endOne={endSession} endOthers={endOtherSessions} />,
        },
        {
          id: "account",
          title: "This account",
          summary: account.simulated ? "It is simulated: nothing leaves this machine." : undefined,
          body: <KeyValueList className="border-y border-line" facts={[{ name: "Name", value: <bdi>{account.name}</bdi> }, { name: "Kind", value: <AccountKindChip kind={account.kind} /> }, { name: "Senders", value: <TextLink href={`/${account.slug}/senders`}>See the senders</TextLink> }, { name: "At Twilio", value: <TextLink href={`/${account.slug}/settings/changes`}>See what changed there</TextLink> }]} />,
        },
        ...(rights.has("access.change") ? [{ id: "access", title: "Access", summary: "Who may come into this account, and what each may do here.", body: <ButtonLink href={`/${account.slug}/access`}>See the people</ButtonLink> }] : []),
        {
          id: "second-person",
          title: "Second person",
          summary: "A large launch can be made to wait for another pair of eyes.",
          body: <SecondPersonBound account={account.slug} people={await approveAboveOf(pool(), account.id)} action={rights.has("account.change") ? setSecondPerson : null} />,
        },
        {
          id: "lost-answers",
          title: "Lost answers",
          summary: "When Twilio’s answer to a message was lost, its reports and its list are looked at for an hour. This is what happens when they do not show it.",
          body: <RetryPolicy account={account.slug} retries={await retriesUnconfirmed(pool(), account.id)} action={rights.has("account.change") ? setRetries : null} />,
        },
        { id: "keys", title: "Keyboard", summary: "Everything can be done without a pointer.", body: <ButtonLink href={`/${account.slug}/settings`} data-opens="sheet">Show the shortcuts</ButtonLink> },
      ]}
    />
  );
}
