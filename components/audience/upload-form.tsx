/** Which list a file goes into, and the file. The fields travel with it, so nothing is made before it arrives. */
import { Field } from "#components/ui/field.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";

export type UploadFormProps = { account: string; lists: { id: string; name: string }[]; chosen: string | null; newList: string; maxBytes: number };

const FIRST_LIST = "Contacts";

export function UploadForm({ account, lists, chosen, newList, maxBytes }: UploadFormProps) {
  return (
    <form className="flex flex-col gap-5" aria-label="Import">
      {lists.length > 0 && (
        <Field name="list" label="Into the list" help="People who are on it stay. What the file says of them is added.">
          <Select defaultValue={chosen ?? ""} placeholder="A new list, named below" options={lists.map(({ id, name }) => ({ value: id, label: name }))} />
        </Field>
      )}
      <Field name="newList" label={lists.length > 0 ? "Name of a new list" : "Into a list named"} help={lists.length > 0 ? "Only when no list is chosen above." : "A campaign is sent to a list."}>
        <TextInput defaultValue={newList || (lists.length > 0 ? "" : FIRST_LIST)} autoComplete="off" placeholder="Newsletter readers" />
      </Field>
      <FileDrop url={`/api/${account}/imports`} label="A CSV file of contacts" help="Drop it here, or choose it. Any delimiter, any spelling of the numbers." accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values" maxBytes={maxBytes} />
    </form>
  );
}
