/** Twilio's own list of error codes beside ours: whether it is here, and for an admin the way to bring it in or to take it away. */
import { Section } from "#components/frame/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { formatNumber } from "#components/ui/number-format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";

type TwilioListProps = {
  imported: { codes: number; at: Date; by: string | null } | null;
  /** An account that the reader is admin of, or null. */
  adminOf: string | null;
  /** What the last import took, when the reader comes from it. */
  result: { taken: number; wrong: number } | null;
  bytesMax: number;
  remove: FormAction;
};

export function TwilioList({ imported, adminOf, result, bytesMax, remove }: TwilioListProps) {
  return (
    <div id="twilio-list" className="scroll-mt-20">
      <Section
        title="Twilio’s own list"
        summary="Twilio publishes its codes as a file, twilio-error-codes.json. When it is here, its words stand beside ours on each code, and codes that only it has are found too. What Drumbeat does by itself never follows from it."
        action={imported && adminOf !== null && <RemoveDialog codes={imported.codes} account={adminOf} remove={remove} />}
      >
        {result && imported && <ImportResult {...result} />}
        <p className="border-y border-line py-3">
          {imported ? (
            <>
              {formatNumber(imported.codes)} codes, imported <AbsoluteTime at={imported.at} form="long" />
              {imported.by !== null && (
                <>
                  {" "}by <bdi>{imported.by}</bdi>
                </>
              )}
              .
            </>
          ) : (
            "It was not imported."
          )}
          {adminOf === null && <span className="text-ink-soft"> An admin of an account can import it.</span>}
        </p>
        {adminOf !== null && (
          <div className="mt-4 max-w-[560px]">
            <FileDrop url={`/api/${adminOf}/error-codes`} label={imported ? "A newer list, in the place of this one" : "Twilio’s list of error codes"} help="Drop twilio-error-codes.json here, or choose it." accept=".json,application/json" maxBytes={bytesMax} />
          </div>
        )}
      </Section>
    </div>
  );
}

function ImportResult({ taken, wrong }: { taken: number; wrong: number }) {
  return (
    <Notice role="status" tone={wrong > 0 ? "warning" : "success"} title={`${formatNumber(taken)} ${taken === 1 ? "code was" : "codes were"} taken`} className="mb-3">
      {wrong > 0 && `${formatNumber(wrong)} ${wrong === 1 ? "entry was" : "entries were"} left out: without a code and a message, or of a code that came before.`}
    </Notice>
  );
}

function RemoveDialog({ codes, account, remove }: { codes: number; account: string; remove: FormAction }) {
  return (
    <ConfirmDialog
      trigger={<Button size="small">Take it away</Button>}
      title="Take Twilio’s list away?"
      consequence={`Its words on ${formatNumber(codes)} codes go from every page, for everybody. Our catalogue stays as it is, and the file can be imported again.`}
      confirmLabel="Take it away"
      action={remove}
      hidden={{ account }}
    />
  );
}
