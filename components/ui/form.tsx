"use client";
/** A form over a server action. Works before hydration; afterwards shows errors beside their fields and focuses the first. */
import { createContext, use, useActionState, useEffect, useRef, useState, type ReactNode } from "react";
import { cx } from "./cx.ts";
import { UNTOUCHED, isRefusal, type FormAction, type FormState } from "./form-state.ts";
import { Notice } from "./notice.tsx";

const FormContext = createContext<FormState>(UNTOUCHED);

/** The state of the form around a field; untouched where there is none. */
export function useFormAround(): FormState {
  return use(FormContext);
}

export type ActionFormProps = {
  action: FormAction;
  children: ReactNode;
  /** What the fields start with. */
  values?: Record<string, string>;
  /** Hidden fields. */
  hidden?: Record<string, string>;
  className?: string;
  /** Asks before the page is left with something typed and not sent. */
  guardChanges?: boolean;
  "aria-label"?: string;
};

export function ActionForm({ action, children, values = {}, hidden = {}, className, guardChanges = false, ...rest }: ActionFormProps) {
  const [state, send] = useActionState(action, { ...UNTOUCHED, values });
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [touched, setTouched] = useState<{ since: FormState; names: string[] }>({ since: state, names: [] });
  const shown = withoutMended(keepingWhatWasTyped(state, typed), touched.since === state ? touched.names : []);
  const form = useRef<HTMLFormElement>(null);
  useFocusOnFirstError(form, state);
  useChangeGuard(form, guardChanges);
  return (
    <FormContext value={shown}>
      <form ref={form} action={send} onSubmit={(event) => setTyped(textIn(event.currentTarget))} onChange={(event) => setTouched((before) => touchedWith(before, state, nameOf(event.target)))} noValidate className={cx("flex flex-col gap-5", className)} {...rest}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {shown.message && (
          <Notice tone="danger" title={shown.message} role="alert" />
        )}
        {children}
      </form>
    </FormContext>
  );
}

type Touched = { since: FormState; names: string[] };

function touchedWith(before: Touched, state: FormState, name: string): Touched {
  const names = before.since === state ? before.names : [];
  return { since: state, names: names.includes(name) ? names : [...names, name] };
}

function nameOf(target: EventTarget): string {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement ? target.name : "";
}

/** What was wrong with a field is no longer said once it was changed; the sentence above goes with the last of them. It stays a refusal: what was typed must not be reset. */
function withoutMended(state: FormState, names: string[]): FormState {
  const wrong = Object.keys(state.errors);
  const left = wrong.filter((name) => !names.includes(name));
  if (left.length === wrong.length) return state;
  return { ...state, message: left.length === 0 ? "" : state.message, errors: Object.fromEntries(left.map((name) => [name, state.errors[name] ?? ""])) };
}

/** React empties a form after its action; a refusal that does not echo the fields must not cost what was typed. */
function keepingWhatWasTyped(state: FormState, typed: Record<string, string>): FormState {
  return isRefusal(state) && Object.keys(state.values).length === 0 ? { ...state, values: typed } : state;
}

function textIn(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && !name.startsWith("secret")) fields[name] = value;
  return fields;
}

function useFocusOnFirstError(form: React.RefObject<HTMLFormElement | null>, state: FormState) {
  useEffect(() => {
    if (Object.keys(state.errors).length === 0) {
      if (state.message) form.current?.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
      return;
    }
    const first = form.current?.querySelector("[aria-invalid=true]:not([type=hidden]), [data-wrong] input:not([type=hidden], :disabled)");
    if (first instanceof HTMLElement) first.focus();
  }, [form, state]);
}

function useChangeGuard(form: React.RefObject<HTMLFormElement | null>, active: boolean) {
  useEffect(() => {
    const element = form.current;
    if (!active || !element) return;
    let changed = false;
    const change = () => (changed = true);
    const sent = () => (changed = false);
    const leave = (event: BeforeUnloadEvent) => changed && event.preventDefault();
    element.addEventListener("input", change);
    element.addEventListener("submit", sent);
    window.addEventListener("beforeunload", leave);
    return () => {
      element.removeEventListener("input", change);
      element.removeEventListener("submit", sent);
      window.removeEventListener("beforeunload", leave);
    };
  }, [form, active]);
}
