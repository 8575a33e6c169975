/** From how many people on a launch needs a second person; admins can change it. */
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { NumberInput } from "#components/ui/inputs.tsx";
import { formatNumber } from "#components/ui/number-format.ts";

type SecondPersonBoundProps = { account: string; people: number | null; /** Null for whoever may not change it. */ action: FormAction | null };

export function SecondPersonBound({ account, people, action }: SecondPersonBoundProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-y border-line py-3">
      <p className="min-w-0 flex-1 basis-72">{people === null ? "Off: whoever may launch does so alone." : `A launch to more than ${formatNumber(people)} people waits until somebody else has approved it.`}</p>
      {action && (
        <ConfirmDialog
          key={people}
          trigger={<Button>Change</Button>}
          title="When is a second person needed?"
          consequence="It holds for admins too, and for what is scheduled from now on."
          confirmLabel="Save"
          action={action}
          hidden={{ account }}
        >
          <Field name="people" label="For a launch to more than" optional help="Empty is never.">
            <NumberInput unit="people" defaultValue={people === null ? "" : String(people)} />
          </Field>
        </ConfirmDialog>
      )}
    </div>
  );
}
