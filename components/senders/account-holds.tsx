/** Stopping every sender of an account, letting them go, and clearing what the engine holds after a restore. */
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { engineHaltOf, type EngineState } from "#lib/domain/engine-halt.ts";

/** What an admin types: that they have looked, and not only pressed. */
export const CLEARING_WORDS = "nothing is sent twice";

type AccountHoldsProps = { account: { slug: string; name: string }; engine: EngineState; canStop: boolean; isAdmin: boolean; stopAll: FormAction; letGo: FormAction; clear: FormAction };

/** The one thing that can be ordered now; nothing for whoever may not. */
export function AccountHolds({ account, engine, canStop, isAdmin, stopAll, letGo, clear }: AccountHoldsProps) {
  const hidden = { account: account.slug };
  const halt = engineHaltOf(engine);
  if (halt === "engine-held") {
    return isAdmin && (
      <ConfirmDialog
        trigger={<Button variant="primary">Let it send again</Button>}
        title={`Let ${account.name} send again?`}
        consequence={`${engine.engineHoldReason ?? ""} Compare the campaigns here with Twilio’s log of messages, cancel what was sent already, and make sure that no other installation sends for this account. What is queued then goes out at the configured rates.`}
        confirmLabel="Let it send"
        tone="danger"
        typeToConfirm={CLEARING_WORDS}
        action={clear}
        hidden={hidden}
      />
    );
  }
  if (halt === "stopped") {
    return isAdmin && (
      <ConfirmDialog
        trigger={<Button variant="primary">Let senders go</Button>}
        title={`Let the senders of ${account.name} go?`}
        consequence="What waits in their queues goes out at the configured rates, starting within a second. A sender with a hold of its own stays held."
        confirmLabel="Let them go"
        action={letGo}
        hidden={hidden}
      />
    );
  }
  return canStop && engine.senders > 0 && (
    <ConfirmDialog
      trigger={<Button>Stop all senders</Button>}
      title={`Stop every sender of ${account.name}?`}
      consequence="Within half a second nothing leaves any more, from any campaign. What is queued waits, and nothing is lost. An admin can let them go again."
      confirmLabel="Stop all senders"
      tone="danger"
      action={stopAll}
      hidden={hidden}
    />
  );
}
