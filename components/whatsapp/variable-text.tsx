/** Words that came from a variable: a value has a quiet ground, a missing one shows its name and says so. */
import type { Inline } from "#lib/domain/whatsapp-text.ts";
import { parsePlainText } from "#lib/domain/whatsapp-text.ts";

type Variable = Extract<Inline, { kind: "variable" }>;

/** The value stays part of the line, as on the phone, where it takes part in the direction of the text; what is only spoken does not. */
export function VariableText({ variable }: { variable: Variable }) {
  if (!variable.filled) return <EmptyVariable name={variable.key} />;
  return (
    <mark title={`Variable ${variable.key}`} className="rounded-mark bg-(--wa-filled) text-inherit [box-decoration-break:clone]">
      <bdi className="sr-only"> variable {variable.key}: </bdi>
      {variable.text}
    </mark>
  );
}

export function EmptyVariable({ name }: { name: string }) {
  return (
    <mark title={`Variable ${name} has no value`} className="rounded-mark bg-(--wa-missing-ground) px-1 font-mono text-[0.93em] text-(--wa-missing) outline-1 -outline-offset-1 outline-(--wa-missing) outline-dashed">
      <bdi aria-hidden="true">{`{{${name}}}`}</bdi>
      <bdi className="sr-only">variable {name}, no value</bdi>
    </mark>
  );
}

/** A line without formats, such as the title of a button. */
export function PlainText({ text, values = {} }: { text: string; values?: Record<string, string> }) {
  return parsePlainText(text, values).map((inline, index) => (inline.kind === "variable" ? <VariableText key={index} variable={inline} /> : inline.kind === "text" ? inline.text : null));
}
