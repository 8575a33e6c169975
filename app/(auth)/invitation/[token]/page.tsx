/** What somebody sees who opens their link: which account, as what, and the way in. */
import type { Metadata } from "next";
import { InvitedTo } from "#components/access/invited-to.tsx";
import { Brand } from "#components/frame/brand.tsx";
import { LonePage } from "#components/frame/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { openInvitation } from "#lib/auth/accept-invitation.ts";
import { currentPerson } from "#lib/auth/require-right.ts";
import { PASSWORD_MIN } from "#lib/domain/password-rule.ts";
import { SignOutForm } from "../../sign-out-form.tsx";
import { accept, join } from "../actions.ts";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer", robots: { index: false } };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, person] = await Promise.all([openInvitation(token), currentPerson()]);
  if (!invitation) return <LinkIsOver />;
  return (
    <LonePage brand={<Brand />}>
      <InvitedTo invitation={invitation} />
      {person && person.email === invitation.email && <ActionForm action={accept} hidden={{ token }} aria-label="Join"><SubmitButton className="h-10">Join as {person.name}</SubmitButton></ActionForm>}
      {person && person.email !== invitation.email && (
        <>
          <p className="mb-3">You are signed in as {person.email}, and the link is for {invitation.email}. Sign out, then open it again.</p>
          <SignOutForm />
        </>
      )}
      {!person && invitation.personId !== null && (
        <>
          <p className="mb-4">You sign in with {invitation.email} already.</p>
          <ButtonLink variant="primary" href={`/sign-in?next=${encodeURIComponent(`/invitation/${token}`)}`}>Sign in and join</ButtonLink>
        </>
      )}
      {!person && invitation.personId === null && <Newcomer token={token} email={invitation.email} />}
    </LonePage>
  );
}

function Newcomer({ token, email }: { token: string; email: string }) {
  return (
    <ActionForm action={join} hidden={{ token }} aria-label="Join">
      <Field label="E-mail address" help="You sign in with it.">
        <TextInput type="email" autoComplete="username" readOnly value={email} />
      </Field>
      <Field name="name" label="Your name">
        <TextInput autoComplete="name" autoFocus />
      </Field>
      <Field name="secretPassword" label="A password" help={`At least ${PASSWORD_MIN} characters. Four words that have nothing to do with each other are easy to keep in mind.`}>
        <TextInput type="password" autoComplete="new-password" />
      </Field>
      <SubmitButton className="h-10">Join</SubmitButton>
    </ActionForm>
  );
}

function LinkIsOver() {
  return (
    <LonePage brand={<Brand />}>
      <h1 className="text-body font-strong">This link opens nothing any more</h1>
      <p className="mt-1 mb-5 text-ink-soft">It was used, taken back, or has expired: each opens once, and for half an hour. Ask whoever sent it for a new one.</p>
      <ButtonLink href="/sign-in">Go to the sign-in</ButtonLink>
    </LonePage>
  );
}
