"use client";
/** How each variable of the template is filled: from a column of the list, or with the same text for everybody. */
import { useState, type FormEvent } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import type { TemplateVariable, VariableMapping, VariableSource } from "#lib/domain/template.ts";
import { columnChoice, fieldNamesOf, mappingFromFields, sourceChoice, textChoice } from "#lib/domain/variable-mapping.ts";
import { useMessageStage } from "./message-stage.tsx";

export type VariableFieldsProps = {
  variables: TemplateVariable[];
  list: { name: string; columns: string[] } | null;
  mapping: VariableMapping;
  /** People of the list with nothing in a column, for the columns that are counted already. */
  empty: Record<string, number>;
};

export function VariableFields({ variables, list, mapping, empty }: VariableFieldsProps) {
  const stage = useMessageStage();
  const [current, setCurrent] = useState(mapping);
  function changed(event: FormEvent<HTMLDivElement>) {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    if (!form) return;
    const typed = mappingFromFields(textIn(form));
    setCurrent(typed);
    stage.show(typed);
  }
  return (
    <div onChange={changed} className="divide-y divide-line border-t border-line">
      {variables.map((variable) => (
        <VariableRow key={variable.key} variable={variable} list={list} saved={mapping[variable.key]} source={current[variable.key]} empty={empty} />
      ))}
    </div>
  );
}

function textIn(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields[name] = value;
  return fields;
}

type VariableRowProps = { variable: TemplateVariable; list: VariableFieldsProps["list"]; saved: VariableSource | undefined; source: VariableSource | undefined; empty: Record<string, number> };

function VariableRow({ variable, list, saved, source, empty }: VariableRowProps) {
  const names = fieldNamesOf(variable.key);
  const code = `{{${variable.key}}}`;
  return (
    <div role="group" aria-label={`Variable ${code}`} className="grid gap-x-6 gap-y-3 py-4 md:grid-cols-2">
      <Field name={names.source} label={<>Map variable <code className="font-mono font-normal">{code}</code></>} aside={variable.sample && <>Sample: <bdi>{variable.sample}</bdi></>}>
        <Select defaultValue={startOf(saved, list)} placeholder="Choose what fills it">
          {list && list.columns.length > 0 && (
            <optgroup label={`Columns of ${list.name}`}>
              {list.columns.map((column) => (
                <option key={column} value={columnChoice(column)}>
                  {column}
                </option>
              ))}
            </optgroup>
          )}
          <option value={textChoice}>The same text for everybody</option>
        </Select>
      </Field>
      <div hidden={source?.from !== "column"}>
        <Field name={names.fallback} label={<>For an empty cell of <code className="font-mono font-normal">{code}</code></>} optional help={source?.from === "column" ? <EmptyCells source={source} empty={empty} /> : undefined}>
          <TextInput defaultValue={saved?.from === "column" ? saved.fallback : ""} placeholder="Leave these people out" />
        </Field>
      </div>
      <div hidden={source?.from !== "text"}>
        <Field name={names.text} label={<>Text for <code className="font-mono font-normal">{code}</code></>}>
          <TextInput defaultValue={saved?.from === "text" ? saved.text : ""} />
        </Field>
      </div>
    </div>
  );
}

/** A column that the list does not have any more cannot stay chosen. */
function startOf(saved: VariableSource | undefined, list: VariableFieldsProps["list"]): string {
  if (saved?.from === "column" && !list?.columns.includes(saved.column)) return "";
  return sourceChoice(saved);
}

function EmptyCells({ source, empty }: { source: Extract<VariableSource, { from: "column" }>; empty: Record<string, number> }) {
  const people = empty[source.column];
  if (people === undefined) return "Counting the empty cells…";
  if (people === 0) return `Everybody has something in “${source.column}”.`;
  const who = `${formatNumber(people)} ${people === 1 ? "person has" : "people have"} nothing in “${source.column}”`;
  const fallback = source.fallback.trim();
  if (fallback) return `${who} and ${people === 1 ? "gets" : "get"} “${fallback}”.`;
  return <strong className="font-strong text-warning-ink">{`${who} and ${people === 1 ? "is" : "are"} left out, unless a text stands in.`}</strong>;
}
