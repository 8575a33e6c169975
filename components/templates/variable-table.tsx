/** What a template leaves open, with the samples that WhatsApp saw when it approved it. */
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import type { TemplateVariable } from "#lib/domain/template.ts";

const COLUMNS: Column<TemplateVariable>[] = [
  { name: "Variable", cell: (variable) => <code className="font-mono">{`{{${variable.key}}}`}</code>, width: "160px" },
  { name: "Sample value", cell: (variable) => variable.sample || <span className="text-ink-faint">No sample</span>, wrap: true },
];

export function VariableTable({ variables }: { variables: TemplateVariable[] }) {
  if (variables.length === 0) return <p className="text-ink-soft">None: everybody gets the same text.</p>;
  return <DataTable label="Variables" columns={COLUMNS} rows={variables} rowKey={(variable) => variable.key} />;
}
