/** A link in running text or in a table cell. Links that leave the console open beside it and say so. */
import Link from "next/link";
import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

const LOOK = "font-strong text-accent underline decoration-transparent underline-offset-2 hover:decoration-current";

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link className={cx(LOOK, className)} {...rest} />;
}

export function OutsideLink({ className, children, ...rest }: ComponentProps<"a">) {
  return (
    <a className={cx(LOOK, className)} target="_blank" rel="noreferrer" {...rest}>
      {children}
      <span aria-hidden="true"> ↗</span>
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
