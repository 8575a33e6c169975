/** Things to press and to fill in. */
import { Plus, Send } from "lucide-react";
import { Section } from "#components/frame/section.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Checkbox, RadioCards } from "#components/ui/choices.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Dialog, DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { ActionForm } from "#components/ui/form.tsx";
import { NumberInput, Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { Menu, MenuLink, MenuSeparator } from "#components/ui/menu.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { UndoableButton } from "#components/ui/undoable-button.tsx";

async function refuse(): Promise<FormState> {
  "use server";
  return { message: "The campaign was not saved. Two fields need another look.", errors: { name: "A campaign with this name exists. Choose another name.", mps: "The most for this sender is 80 messages per second." }, values: {} };
}

async function accept(): Promise<FormState> {
  "use server";
  return { message: null, errors: {}, values: {} };
}

const VARIANTS = ["primary", "secondary", "quiet", "danger"] as const;

export function Controls() {
  return (
    <>
      <Section title="Buttons">
        <div className="flex flex-col gap-3">
          {VARIANTS.map((variant) => (
            <div key={variant} className="flex flex-wrap items-center gap-2">
              <Button variant={variant}>Send to 12,480</Button>
              <Button variant={variant} icon={<Plus />}>Create list</Button>
              <Button variant={variant} pending>Sending</Button>
              <Button variant={variant} disabled>Not now</Button>
              <Button variant={variant} size="small">Small</Button>
              <IconButton variant={variant} label="Send"><Send /></IconButton>
            </div>
          ))}
        </div>
      </Section>
      <div className="grid gap-8 lg:grid-cols-2">
        <Section title="A form">
          <Form />
        </Section>
        <div className="flex flex-col gap-8">
          <Section title="A file">
            <FileDrop url="/api/none" label="A CSV file with one person per line" help="With a header line and a column of numbers." accept=".csv,text/csv" maxBytes={50_000_000} />
          </Section>
          <Section title="What floats">
            <Floating />
          </Section>
          <Section title="Tabs">
            <Tabs label="Example" tabs={[{ value: "one", label: "Recipients", content: "4,871 people" }, { value: "two", label: "Errors", content: "None" }]} />
          </Section>
        </div>
      </div>
    </>
  );
}

function Form() {
  return (
    <ActionForm action={refuse} guardChanges>
      <Field name="name" label="Name" help="Only your team sees it.">
        <TextInput defaultValue="Spring sale" />
      </Field>
      <Field name="list" label="Audience" aside="4,871 people">
        <Select placeholder="Choose a list" options={[{ value: "a", label: "Newsletter" }, { value: "b", label: "Customers of the last twelve months" }]} />
      </Field>
      <Field name="mps" label="Speed" help="Media templates never go out faster than 80.">
        <NumberInput unit="per s" defaultValue="400" />
      </Field>
      <Field name="source" label="Fill {{1}} with" group>
        <RadioCards defaultValue="column" columns={2} options={[{ value: "column", label: "A column", help: "Of the list" }, { value: "text", label: "The same text for everyone" }, { value: "none", label: "Nothing", help: "Not possible here", disabled: true }]} />
      </Field>
      <Field name="note" label="Note" optional>
        <TextArea placeholder="What this is for…" />
      </Field>
      <Checkbox name="media" label="Only people with consent" help="5 people have none." defaultChecked />
      <div className="flex gap-2">
        <SubmitButton>Save draft</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Floating() {
  return (
    <div className="flex flex-wrap gap-2">
      <Menu trigger={<Button>More</Button>}>
        <MenuLink href="#">Duplicate</MenuLink>
        <MenuLink href="#" current>Download results</MenuLink>
        <MenuSeparator />
        <MenuLink href="#">Cancel campaign</MenuLink>
      </Menu>
      <Tooltip text="Paused at 14:02 by Omar">
        <Button>Why?</Button>
      </Tooltip>
      <Dialog trigger={<Button>New list</Button>} title="New list" description="People are added to it by importing a file.">
        <Field label="Name">
          <TextInput />
        </Field>
        <DialogFooter>
          <DialogClose><Button>Go back</Button></DialogClose>
          <Button variant="primary">Create list</Button>
        </DialogFooter>
      </Dialog>
      <Sheet trigger={<Button>Look closer</Button>} title="Ana de Souza" description="+55 11 96123 4567" footer={<Button variant="primary">Add to a list</Button>}>
        <KeyValueList facts={[{ name: "Joined", value: "5 Jul 2026" }, { name: "Country", value: "Brazil" }, { name: "Lists", value: "Newsletter, Customers of the last twelve months" }]} />
      </Sheet>
      <UndoableButton action={accept} undo={accept} hidden={{ id: "1" }} done="Paused “Spring sale”" undone="“Spring sale” goes on">
        Pause
      </UndoableButton>
      <UndoableButton action={refuse} undo={accept} done="Paused" variant="quiet">
        Pause and fail
      </UndoableButton>
      <ConfirmDialog
        trigger={<Button variant="primary">Send to 12,480…</Button>}
        title="Send “Spring sale” to 12,480 people now?"
        consequence="About 21 minutes at 10 per second, from +49 30 1234567. It can be paused at any time, and what is sent stays sent."
        confirmLabel="Send to 12,480"
        action={refuse}
      />
      <ConfirmDialog trigger={<Button variant="danger">Cancel campaign…</Button>} tone="danger" title="Cancel “Spring sale” for good?" consequence="8,112 people will not get it." confirmLabel="Cancel for 8,112" typeToConfirm="Spring sale" action={refuse} />
    </div>
  );
}
