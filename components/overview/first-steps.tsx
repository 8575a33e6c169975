/** The way from an empty account to a first campaign, with what is already done. */
import { ButtonLink } from "#components/ui/button.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { cx } from "#components/ui/cx.ts";

export type Step = { title: string; text: string; done: boolean; href: string; action: string };

/** The first step that is not done is the one to press; `canAct` is false for those who may only look. */
export function FirstSteps({ steps, canAct }: { steps: Step[]; canAct: boolean }) {
  const next = steps.findIndex((step) => !step.done);
  return (
    <ol className="grid gap-px overflow-hidden rounded-panel border border-line bg-line md:grid-cols-3">
      {steps.map((step, index) => (
        <li key={step.title} aria-current={index === next ? "step" : undefined} className={cx("flex flex-col gap-3 p-5", index === next ? "bg-raised" : "bg-surface")}>
          <div className="flex items-center gap-2.5">
            <span
              aria-hidden="true"
              className={cx("grid size-6 place-items-center rounded-full text-small font-strong", step.done ? "bg-success-soft text-success-ink" : index === next ? "bg-accent text-on-accent" : "bg-sunken text-ink-soft")}
            >
              {step.done ? <Mark name="check" /> : index + 1}
            </span>
            <h3 className="text-body font-strong">
              {step.title}
              {step.done && <span className="sr-only"> (done)</span>}
            </h3>
          </div>
          <p className="flex-1 text-ink-soft">{step.text}</p>
          {canAct && (
            <ButtonLink href={step.href} variant={index === next ? "primary" : "secondary"} className="self-start">
              {step.action}
            </ButtonLink>
          )}
        </li>
      ))}
    </ol>
  );
}
