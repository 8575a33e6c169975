/** What can be done with a list, in its row. */
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { TextInput } from "#components/ui/inputs.tsx";
import { PeopleCount } from "./people-count.tsx";

type ListActionsProps = { account: string; list: { id: string; name: string; people: number; countMax: number }; rename: FormAction; remove: FormAction };

export function ListActions({ account, list, rename, remove }: ListActionsProps) {
  const hidden = { account, list: list.id };
  return (
    <span className="relative z-10 inline-flex gap-1">
      <ConfirmDialog
        trigger={<Button variant="quiet" size="small" aria-label={`Rename “${list.name}”`}>Rename</Button>}
        title={`Rename “${list.name}”`}
        consequence="Campaigns that use the list go on using it, under its new name."
        confirmLabel="Rename"
        action={rename}
        hidden={hidden}
      >
        <Field name="name" label="Name">
          <TextInput defaultValue={list.name} autoComplete="off" />
        </Field>
      </ConfirmDialog>
      <ConfirmDialog
        trigger={<Button variant="quiet" size="small" aria-label={`Delete “${list.name}”`}>Delete</Button>}
        title={`Delete “${list.name}”?`}
        consequence={<>The list and the record of its imports go. Its <PeopleCount people={list.people} max={list.countMax} /> people stay contacts, with everything that is known of them.</>}
        confirmLabel="Delete the list"
        tone="danger"
        action={remove}
        hidden={hidden}
      />
    </span>
  );
}

export function NewListButton({ account, create, variant }: { account: string; create: FormAction; variant?: "primary" }) {
  return (
    <ConfirmDialog trigger={<Button variant={variant}>New list</Button>} title="New list" consequence="An empty list, to import people into." confirmLabel="Make the list" action={create} hidden={{ account }}>
      <Field name="name" label="Name">
        <TextInput autoComplete="off" placeholder="Newsletter readers" />
      </Field>
    </ConfirmDialog>
  );
}
