/** Whether a message is sent once more that nobody can tell of; admins can change it. */
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextLink } from "#components/ui/text-link.tsx";

type RetryPolicyProps = { account: string; retries: boolean; /** Null for whoever may not change it. */ action: FormAction | null };

export function RetryPolicy({ account, retries, action }: RetryPolicyProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-y border-line py-3">
      <p className="min-w-0 flex-1 basis-72">
        {retries ? "On: it is sent once more by itself, and may reach the same person twice." : "Off: a person decides."} <TextLink href={`/${account}/attention`}>See these messages</TextLink>
      </p>
      {action && <Change account={account} retries={retries} action={action} />}
    </div>
  );
}

function Change({ account, retries, action }: { account: string; retries: boolean; action: FormAction }) {
  if (retries) {
    return (
      <ConfirmDialog
        trigger={<Button>Let a person decide</Button>}
        title="Let a person decide about lost answers?"
        consequence="From now on, a message that three whole lists of Twilio do not show waits for a person. What was queued again already is sent."
        confirmLabel="Let a person decide"
        action={action}
        hidden={{ account, retries: "off" }}
      />
    );
  }
  return (
    <ConfirmDialog
      trigger={<Button>Send once more by itself</Button>}
      title="Send once more without asking?"
      consequence="A message that three whole lists of Twilio do not show within an hour is sent again, once. That is no proof that it was not sent: some people may get the same message twice."
      confirmLabel="Send once more by itself"
      tone="danger"
      action={action}
      hidden={{ account, retries: "on" }}
    />
  );
}
