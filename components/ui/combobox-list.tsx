/** The list that opens from a combobox, and the box in which is typed what to look for. */
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { useMemo, useState } from "react";
import { groupsOf, matchOptions, type ComboboxOption } from "./combobox-match.ts";
import { Mark } from "./mark.tsx";
import { cx } from "./cx.ts";
import { formatNumber } from "./number-format.ts";

type ComboboxListProps = { id: string; options: ComboboxOption[]; chosen: string; first: string; findLabel: string; nothing: string; onChoose: (value: string) => void };

export function ComboboxList(props: ComboboxListProps) {
  return (
    <Radix.Portal>
      <Radix.Content
        id={props.id}
        aria-label={props.findLabel}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        // A dialog around it holds the wheel and the finger for itself.
        onWheel={(event) => event.stopPropagation()}
        onTouchMove={(event) => event.stopPropagation()}
        className="z-50 flex max-h-[min(22rem,var(--radix-popover-content-available-height))] w-(--radix-popover-trigger-width) min-w-64 flex-col overflow-hidden rounded-panel border border-line bg-raised shadow-float animate-rise"
      >
        <Listed {...props} />
      </Radix.Content>
    </Radix.Portal>
  );
}

function Listed({ options, chosen, first, findLabel, nothing, onChoose }: Omit<ComboboxListProps, "id">) {
  const [typed, setTyped] = useState(first);
  const [pointed, setPointed] = useState(() => (first === "" && chosen !== "" ? chosen : firstOf(options, first)));
  const { shown, more } = useMemo(() => matchOptions(options, typed, chosen), [options, typed, chosen]);
  const look = (text: string) => {
    setTyped(text);
    setPointed(firstOf(options, text));
  };
  return (
    <Command shouldFilter={false} vimBindings={false} label={findLabel} value={pointed} onValueChange={setPointed} className="flex min-h-0 flex-col">
      <div className="flex items-center gap-2 border-b border-line px-3">
        <Search aria-hidden="true" className="size-4 shrink-0 text-ink-soft" />
        <Command.Input autoFocus value={typed} onValueChange={look} placeholder={findLabel} aria-label={findLabel} className="h-9 w-full min-w-0 bg-transparent text-body outline-none placeholder:text-ink-faint pointer-coarse:h-11" />
      </div>
      <Command.List label="Choices" className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1">
        {groupsOf(shown).map(([group, members]) => (
          <Command.Group key={group} value={group || "all"} heading={group || undefined} className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-soft">
            {members.map((option) => (
              <Choice key={option.value} option={option} chosen={option.value === chosen} onChoose={onChoose} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <p role="status" className={cx("px-3 py-2 text-ink-soft", shown.length > 0 && (more > 0 ? "border-t border-line" : "sr-only"))}>
        {shown.length === 0 ? nothing : more > 0 ? `${formatNumber(shown.length)} of ${formatNumber(shown.length + more)}. Type to find the others.` : `${formatNumber(shown.length)} shown`}
      </p>
    </Command>
  );
}

function firstOf(options: ComboboxOption[], typed: string): string {
  return matchOptions(options, typed, "").shown.find(({ disabled }) => !disabled)?.value ?? "";
}

function Choice({ option, chosen, onChoose }: { option: ComboboxOption; chosen: boolean; onChoose: (value: string) => void }) {
  return (
    <Command.Item
      value={option.value}
      disabled={option.disabled}
      onSelect={() => onChoose(option.value)}
      className="flex min-h-8 cursor-pointer items-center gap-2 rounded-control px-2 py-1 select-none data-[disabled=true]:cursor-default data-[disabled=true]:opacity-50 data-[selected=true]:bg-sunken pointer-coarse:min-h-11"
    >
      <Mark name="check" className={cx("shrink-0 text-accent", !chosen && "invisible")} />
      <bdi className="min-w-0 flex-1 wrap-anywhere">{option.label}</bdi>
      {chosen && <span className="sr-only">, chosen</span>}
      {option.hint && <span className="shrink-0 text-ink-soft">{option.hint}</span>}
    </Command.Item>
  );
}
