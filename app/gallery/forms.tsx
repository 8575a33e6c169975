/** Every field in every state: at rest, filled, disabled, wrong, long, from right to left, and inside a form that was refused. */
import { Section } from "#components/frame/section.tsx";
import { Checkbox, RadioCards } from "#components/ui/choices.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { DateTimeWithZone } from "#components/ui/date-time-with-zone.tsx";
import { Field } from "#components/ui/field.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { ActionForm } from "#components/ui/form.tsx";
import { NumberInput, Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { listCountries } from "#lib/domain/country-name.ts";

const COUNTRIES = listCountries().map(({ code, name }) => ({ value: code, label: name, hint: code }));
const LISTS = Array.from({ length: 1_000 }, (_, index) => ({ value: `l${index}`, label: `Customers of week ${(index % 52) + 1}, ${2006 + Math.floor(index / 52)}`, group: index < 3 ? "Used last" : "All lists" }));
const CHOICES = [{ value: "a", label: "Newsletter" }, { value: "b", label: "Customers of the last twelve months" }];
const LONG = "A label that is far longer than any label should ever be, because somebody wanted to say in it everything that the help below would have said just as well";

async function refuse(_before: FormState, form: FormData): Promise<FormState> {
  "use server";
  const values = Object.fromEntries(Array.from(form).filter((entry): entry is [string, string] => typeof entry[1] === "string" && !entry[0].startsWith("$")));
  const wrong = { name: "A campaign with this name exists. Choose another name.", list: "This list is empty. Choose another one.", country: "Choose the country that most numbers belong to.", at: "That is in the past. Choose a later time.", source: "Choose one of them.", agreed: "Tick this to go on.", quiet: "Not possible for this sender.", mps: "The most for this sender is 80 per second.", note: "At most 300 characters." };
  return { message: "The campaign was not saved. Nine fields need another look.", errors: wrong, values };
}

async function accept(): Promise<FormState> {
  "use server";
  return { message: null, errors: {}, values: {} };
}

export function Forms() {
  return (
    <div className="grid gap-x-12 gap-y-10 lg:grid-cols-2">
      <Section title="At rest and filled">
        <ActionForm action={accept}>
          <Rest />
          <div>
            <SubmitButton>Save draft</SubmitButton>
          </div>
        </ActionForm>
      </Section>
      <Section title="To be refused" summary="Send it: the errors stand beside their fields, what was typed stays, and the first wrong field has the focus.">
        <ActionForm action={refuse}>
          <Refused />
          <div>
            <SubmitButton>Save draft</SubmitButton>
          </div>
        </ActionForm>
      </Section>
      <Section title="Disabled">
        <div className="flex flex-col gap-5">
          <Disabled />
        </div>
      </Section>
      <Section title="Wrong, long, and from right to left">
        <div className="flex flex-col gap-5">
          <Odd />
        </div>
      </Section>
      <Section title="Times that the clocks repeat or skip">
        <div className="flex flex-col gap-5">
          <DateTimeWithZone name="at" label="When it starts" defaultWall="2027-10-31T02:30" defaultZone="Europe/Berlin" />
          <DateTimeWithZone name="until" label="When it must have ended" help="What is not sent by then is not sent at all." defaultWall="2027-03-28T02:30" defaultZone="Europe/Berlin" />
        </div>
      </Section>
    </div>
  );
}

function Rest() {
  return (
    <>
      <Field name="name" label="Name" help="Only your team sees it.">
        <TextInput placeholder="Spring sale…" />
      </Field>
      <Field name="list" label="Audience" aside="4,871 people" help="One of a thousand.">
        <Combobox options={LISTS} placeholder="Choose a list" findLabel="Find a list" nothing="No list has that name." />
      </Field>
      <Field name="country" label="Country of the numbers" optional>
        <Combobox options={COUNTRIES} defaultValue="DE" findLabel="Find a country" nothing="No country has that name." />
      </Field>
      <Field name="mps" label="Speed" help="Media templates never go out faster than 80.">
        <NumberInput unit="per s" defaultValue="400" />
      </Field>
      <Switch name="quiet" label="Keep quiet hours" help="Nothing leaves between 21:00 and 08:00 where the recipient lives." defaultChecked />
      <Switch name="alerts" label="Tell me when it ends" />
    </>
  );
}

function Refused() {
  return (
    <>
      <Field name="name" label="Name">
        <TextInput defaultValue="Spring sale" />
      </Field>
      <Field name="list" label="Audience">
        <Select placeholder="Choose a list" options={CHOICES} defaultValue="a" />
      </Field>
      <Field name="country" label="Country of the numbers" help="For numbers without a country code.">
        <Combobox options={COUNTRIES} placeholder="Choose a country" findLabel="Find a country" />
      </Field>
      <DateTimeWithZone name="at" label="When it starts" defaultWall="2026-11-22T14:30" />
      <Field name="mps" label="Speed">
        <NumberInput unit="per s" defaultValue="400" />
      </Field>
      <Field name="source" label="Fill {{1}} with" group>
        <RadioCards columns={2} options={[{ value: "column", label: "A column", help: "Of the list" }, { value: "text", label: "The same text for everyone" }]} />
      </Field>
      <Field name="note" label="Note" optional>
        <TextArea placeholder="What this is for…" />
      </Field>
      <Checkbox name="agreed" label="Only people with consent" help="5 people have none." />
      <Switch name="quiet" label="Keep quiet hours" />
    </>
  );
}

function Disabled() {
  return (
    <>
      <Field label="Name">
        <TextInput disabled defaultValue="Spring sale" />
      </Field>
      <Field label="Audience">
        <Select disabled options={CHOICES} />
      </Field>
      <Field label="Country">
        <Combobox disabled options={COUNTRIES} defaultValue="DE" />
      </Field>
      <Field label="Speed">
        <NumberInput disabled unit="per s" defaultValue="400" />
      </Field>
      <Field label="Fill {{1}} with" group>
        <RadioCards columns={2} name="disabled-source" defaultValue="text" options={[{ value: "column", label: "A column", help: "Not possible here", disabled: true }, { value: "text", label: "The same text", disabled: true }]} />
      </Field>
      <Checkbox disabled defaultChecked label="Only people with consent" help="The account asks for it." />
      <Switch disabled defaultChecked label="Keep quiet hours" />
      <Switch disabled label="Tell me when it ends" />
    </>
  );
}

function Odd() {
  return (
    <>
      <Field label={LONG} help="The help stays short." error="What went wrong can take more than one line as well, when it has to name the thing, the reason and what to do next.">
        <TextInput defaultValue={`${LONG}. ${LONG}`} />
      </Field>
      <Field label="Country" error="Choose a country.">
        <Combobox options={COUNTRIES} placeholder="Choose a country" />
      </Field>
      <Field label="Nothing to choose from">
        <Combobox options={[]} placeholder="No lists yet" nothing="There are no lists yet. Import contacts first." />
      </Field>
      <Field label="Long choice">
        <Combobox options={[{ value: "x", label: LONG, hint: "4,871" }]} defaultValue="x" />
      </Field>
      <div dir="rtl" className="flex flex-col gap-5">
        <Field label="الاسم" help="يراه فريقك فقط.">
          <TextInput defaultValue="عروض نهاية الأسبوع 🎉" />
        </Field>
        <Field label="البلد" error="اختر بلدًا.">
          <Combobox options={COUNTRIES} defaultValue="EG" />
        </Field>
        <Checkbox label="الأشخاص الموافقون فقط" help="خمسة أشخاص لم يوافقوا." defaultChecked />
        <Switch label="ساعات هادئة" help="بين التاسعة مساءً والثامنة صباحًا." defaultChecked />
      </div>
      <Checkbox label={LONG} help={LONG} />
    </>
  );
}
