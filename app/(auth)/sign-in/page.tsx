/** The first page anybody sees: what this is, and the way in. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInScene } from "#components/sign-in/sign-in-scene.tsx";
import { Field } from "#components/ui/field.tsx";
import { ActionForm } from "#components/ui/form.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { currentPerson } from "#lib/auth/require-right.ts";
import { returnPath } from "#lib/domain/return-path.ts";
import { enter } from "../actions.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const next = returnPath((await searchParams).next);
  if (await currentPerson()) redirect(next);
  return (
    <SignInScene>
      <ActionForm action={enter} hidden={{ next }} aria-label="Sign in">
        <Field name="email" label="E-mail address">
          <TextInput type="email" autoComplete="username" autoCapitalize="none" autoFocus />
        </Field>
        <Field name="secretPassword" label="Password">
          <TextInput type="password" autoComplete="current-password" />
        </Field>
        <SubmitButton className="h-10">Sign in</SubmitButton>
      </ActionForm>
    </SignInScene>
  );
}
