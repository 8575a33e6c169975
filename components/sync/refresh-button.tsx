/** Has the account read from Twilio now. Pressed twice, it is read once. */
import { RefreshCw } from "lucide-react";
import type { FormAction } from "#components/ui/form-state.ts";
import { ActionForm } from "#components/ui/form.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";

export function RefreshButton({ account, action }: { account: string; action: FormAction }) {
  return (
    <ActionForm action={action} hidden={{ account }} aria-label="Refresh from Twilio">
      <SubmitButton variant="secondary" icon={<RefreshCw />}>
        Refresh from Twilio
      </SubmitButton>
    </ActionForm>
  );
}
