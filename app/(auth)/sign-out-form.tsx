/** The way out: one button, which works with no script. */
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { leave } from "./actions.ts";

export function SignOutForm() {
  return (
    <form action={leave}>
      <SubmitButton variant="secondary">Sign out</SubmitButton>
    </form>
  );
}
