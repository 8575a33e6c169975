/** The steps of a campaign: which one is open, what was chosen in each, and where something is missing. Links, so that each has its address. */
import Link from "next/link";
import { cx } from "#components/ui/cx.ts";
import { Mark } from "#components/ui/mark.tsx";
import { STEP_NAME, type Step } from "./draft.ts";

export type StepLink = {
  step: Step;
  href: string | null;
  /** What was chosen, in a few words. */
  chosen: string | null;
  state: "open" | "done" | "problem";
};

export function StepLinks({ steps, current }: { steps: StepLink[]; current: Step | null }) {
  return (
    <nav aria-label="Steps">
      <ol className="grid grid-cols-5 border-y border-line max-sm:grid-cols-[repeat(5,auto)]">
        {steps.map((link, index) => (
          <li key={link.step} className="min-w-0">
            <StepBox link={link} current={link.step === current}>
              <Circle link={link} number={index + 1} current={link.step === current} />
              <span className="min-w-0 max-sm:max-w-full">
                <span className={cx("block truncate", link.step === current && "font-strong", link.href === null ? "text-ink-faint" : "text-ink")}>
                  {STEP_NAME[link.step]}
                  <span className="sr-only">{STATE_WORDS[link.state]}</span>
                </span>
                <span className={cx("block truncate max-sm:hidden", link.chosen === null ? "text-ink-faint" : "text-ink-soft")}>{link.chosen ?? "Not chosen yet"}</span>
              </span>
            </StepBox>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const STATE_WORDS = { open: "", done: " (done)", problem: " (something is missing)" };

const BOX = "-my-px flex h-full min-w-0 items-center gap-3 border-b-2 px-3 py-2.5 no-underline -outline-offset-2 max-sm:flex-col max-sm:gap-1 max-sm:px-1";

function StepBox({ link, current, children }: { link: StepLink; current: boolean; children: React.ReactNode }) {
  if (link.href === null) return <div className={cx(BOX, "border-transparent")}>{children}</div>;
  return (
    <Link href={link.href} aria-current={current ? "step" : undefined} className={cx(BOX, current ? "border-accent" : "border-transparent hover:bg-sunken")}>
      {children}
    </Link>
  );
}

function Circle({ link, number, current }: { link: StepLink; number: number; current: boolean }) {
  const look = link.state === "problem" ? "bg-warning-soft text-warning-ink" : link.state === "done" ? "bg-success-soft text-success-ink" : current ? "bg-accent text-on-accent" : "bg-sunken text-ink-soft";
  return (
    <span aria-hidden="true" className={cx("grid size-6 shrink-0 place-items-center rounded-full font-strong", look)}>
      {link.state === "problem" ? <Mark name="bang" /> : link.state === "done" ? <Mark name="check" /> : number}
    </span>
  );
}
