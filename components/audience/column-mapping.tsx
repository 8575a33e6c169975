"use client";
/** Says what each column of a file is for, and shows at once how the first lines would be read. */
import { useRef, useState, useTransition } from "react";
import { Field } from "#components/ui/field.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { ActionForm, useFormAround } from "#components/ui/form.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import type { ImportPreview } from "#lib/domain/import-preview.ts";
import { MappingPreview } from "./mapping-preview.tsx";

export type MappedColumn = { header: string; role: string; samples: string[] };

export type ColumnMappingProps = {
  account: string;
  importId: string;
  columns: MappedColumn[];
  /** What a column can be, with a sentence. */
  roles: { value: string; label: string; help: string }[];
  countries: { code: string; name: string }[];
  defaultCountry: string | null;
  first: ImportPreview;
  /** Reads the sample with what the form says now. */
  preview: (form: FormData) => Promise<ImportPreview | null>;
  start: FormAction;
};

export function ColumnMapping({ account, importId, columns, roles, countries, defaultCountry, first, preview, start }: ColumnMappingProps) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(0);
  const [shown, setShown] = useState(first);
  const [reading, startReading] = useTransition();
  const readAgain = () => {
    const form = place.current?.querySelector("form");
    if (!form) return;
    const asked = ++latest.current;
    startReading(async () => {
      const answer = await preview(new FormData(form));
      if (answer && asked === latest.current) setShown(answer);
    });
  };
  return (
    <div ref={place} onChange={readAgain}>
      <ActionForm action={start} hidden={{ account, import: importId }} aria-label="Columns">
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,440px)]">
          <div className="flex min-w-0 flex-col gap-5">
            <ColumnFields columns={columns} roles={roles} />
            <Field name="defaultCountry" label="Country of numbers without a country code" help="For lines that name no country of their own. With none, such numbers are not taken.">
              <Select defaultValue={defaultCountry ?? ""} placeholder="None" options={countries.map(({ code, name }) => ({ value: code, label: name }))} className="max-w-80" />
            </Field>
          </div>
          <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-14 lg:self-start">
            <MappingPreview preview={shown} reading={reading} />
            <div>
              <SubmitButton>Import the file</SubmitButton>
            </div>
          </div>
        </div>
      </ActionForm>
    </div>
  );
}

function ColumnFields({ columns, roles }: Pick<ColumnMappingProps, "columns" | "roles">) {
  // A refused form is emptied by the browser; what was chosen comes back with the refusal.
  const { values } = useFormAround();
  return (
    <div role="group" aria-label="What the columns are">
      <h2 className="mb-3 text-body font-strong">What the columns are</h2>
      <ul className="divide-y divide-line border-y border-line">
        {columns.map(({ header, role, samples }, at) => (
          <li key={header} className="grid items-center gap-x-4 gap-y-1.5 py-2.5 sm:grid-cols-[minmax(0,1fr)_200px]">
            <span className="min-w-0">
              <span className="font-strong wrap-anywhere">{header}</span>
              <span className="block truncate text-ink-soft" title={samples.join("\n")}>
                {samples.length > 0 ? samples.join(" · ") : "Empty in the first lines"}
              </span>
            </span>
            <Select name={`role-${at}`} aria-label={`What “${header}” is`} defaultValue={values[`role-${at}`] ?? role} options={roles.map(({ value, label }) => ({ value, label }))} />
          </li>
        ))}
      </ul>
    </div>
  );
}
