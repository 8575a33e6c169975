/** A file that could not be taken: what it is, and the ways on. */
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { Notice } from "#components/ui/notice.tsx";

type DiscardProps = { account: string; importId: string; fileName: string; discard: FormAction };

export function DiscardButton({ account, importId, fileName, discard }: DiscardProps) {
  return (
    <ConfirmDialog
      trigger={<Button>Discard the file</Button>}
      title={`Discard “${fileName}”?`}
      consequence="The file and this page go. Nobody of it has been taken."
      confirmLabel="Discard the file"
      tone="danger"
      action={discard}
      hidden={{ account, import: importId }}
    />
  );
}

export function FailedImport({ failure, ...rest }: DiscardProps & { failure: string }) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title="This file was not imported"
      action={
        <span className="flex flex-wrap gap-2">
          <ButtonLink variant="primary" href={`/${rest.account}/audience/imports/new`}>
            Choose another file
          </ButtonLink>
          <DiscardButton {...rest} />
        </span>
      }
    >
      {failure} The file is kept until you decide.
    </Notice>
  );
}
