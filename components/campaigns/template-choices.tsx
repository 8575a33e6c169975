/** The templates to pick from: approved ones can be chosen, the others say why not. */
import type { ReactNode } from "react";
import { languageName } from "#components/templates/language-name.ts";
import { CATEGORY_LABEL, TemplateBadge } from "#components/templates/template-look.tsx";
import { cx } from "#components/ui/cx.ts";
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import { templateUse } from "#lib/domain/template-use.ts";

export type TemplateOption = { id: string; name: string; language: string; category: TemplateCategory; status: TemplateStatus; rejectionReason: string | null; body: string; variableCount: number };

export function TemplateChoices({ templates, chosen }: { templates: TemplateOption[]; chosen: string | null }) {
  return (
    <ul aria-label="Templates" className="border-t border-line">
      {templates.map((template) => (
        <li key={template.id} className="border-b border-line">
          <TemplateRow template={template} chosen={template.id === chosen} />
        </li>
      ))}
    </ul>
  );
}

function TemplateRow({ template, chosen }: { template: TemplateOption; chosen: boolean }) {
  const use = templateUse(template.status, template.rejectionReason);
  return (
    <ChoiceRow name="template" value={template.id} chosen={chosen} disabled={!use.usable}>
      <span className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 font-strong wrap-anywhere">{template.name}</span>
        <span className="text-ink-soft">
          {languageName(template.language)}, {CATEGORY_LABEL[template.category].toLowerCase()}
          {template.variableCount > 0 && `, ${template.variableCount} ${template.variableCount === 1 ? "variable" : "variables"}`}
        </span>
        {!use.usable && <TemplateBadge status={template.status} quiet />}
      </span>
      {use.usable ? <span className="line-clamp-1 text-ink-soft">{template.body.replace(/\s+/g, " ")}</span> : <span className="block text-ink-soft">{use.what} {use.next}</span>}
    </ChoiceRow>
  );
}

type ChoiceRowProps = { name: string; value: string; chosen: boolean; disabled?: boolean; children: ReactNode };

/** One line to choose by; the whole line can be pressed. */
export function ChoiceRow({ name, value, chosen, disabled = false, children }: ChoiceRowProps) {
  return (
    <label
      className={cx(
        "-outline-offset-2 flex items-start gap-3 px-3 py-2.5 has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-focus [&_input:focus-visible]:outline-none",
        disabled ? "cursor-default" : "cursor-pointer hover:bg-sunken",
      )}
    >
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={chosen}
        disabled={disabled && !chosen}
        className="mt-0.5 size-4 shrink-0 cursor-pointer appearance-none rounded-full border border-control bg-raised checked:border-5 checked:border-accent disabled:cursor-default disabled:border-line disabled:bg-sunken"
      />
      <span className="min-w-0 flex-1">{children}</span>
    </label>
  );
}
