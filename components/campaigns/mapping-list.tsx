/** What each variable is filled with. */
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import type { TemplateVariable, VariableMapping, VariableSource } from "#lib/domain/template.ts";

export function MappingList({ variables, mapping }: { variables: TemplateVariable[]; mapping: VariableMapping }) {
  const facts = variables.map((variable) => ({ name: `{{${variable.key}}}`, value: <Source source={mapping[variable.key]} /> }));
  return <KeyValueList facts={facts} className="border-y border-line" />;
}

function Source({ source }: { source: VariableSource | undefined }) {
  if (!source) return <span className="text-warning-ink">Nothing yet</span>;
  if (source.from === "text") return <bdi>“{source.text}”</bdi>;
  return (
    <>
      Column <bdi>“{source.column}”</bdi>
      <span className="text-ink-soft">{source.fallback.trim() ? <>, “<bdi>{source.fallback.trim()}</bdi>” where it is empty</> : ", people with nothing there are left out"}</span>
    </>
  );
}
