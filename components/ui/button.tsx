/** Things to press. Primary is for the one thing a page is for; links that look like buttons stay links. */
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { Spinner } from "./spinner.tsx";

export type ButtonLook = {
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "regular" | "small";
  icon?: ReactNode;
};

const SHAPE =
  "inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded-control border text-small font-strong whitespace-nowrap select-none no-underline " +
  "transition-[background-color,border-color,color] duration-100 aria-busy:cursor-progress disabled:cursor-default disabled:opacity-55 " +
  "pointer-coarse:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0";

const VARIANT = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border-control bg-raised text-ink hover:bg-sunken",
  quiet: "border-transparent bg-transparent text-ink-soft hover:bg-sunken hover:text-ink",
  danger: "border-transparent bg-danger-fill text-on-danger hover:brightness-95",
};

const SIZE = { regular: "h-8 px-3", small: "h-7 px-2" };

export function buttonClass({ variant = "secondary", size = "regular" }: ButtonLook): string {
  return cx(SHAPE, VARIANT[variant], SIZE[size]);
}

export type ButtonProps = ComponentProps<"button"> & ButtonLook & { pending?: boolean };

/** `pending` keeps the label and adds a spinner; the button stays focusable and says that it is busy. */
export function Button({ variant, size, icon, pending = false, className, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} aria-busy={pending || undefined} aria-disabled={pending || undefined} className={cx(buttonClass({ variant, size }), className)} {...rest}>
      {pending ? <Spinner className="animate-[fade_160ms_ease-out_200ms_both,turn_800ms_linear_infinite]" /> : icon}
      {children}
    </button>
  );
}

export type ButtonLinkProps = ComponentProps<typeof Link> & ButtonLook;

export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link className={cx(buttonClass({ variant, size }), className)} {...rest}>
      {icon}
      {children}
    </Link>
  );
}

/** A square button whose only content is an icon; `label` is what it is called. */
export function IconButton({ label, variant = "quiet", size = "regular", className, children, type = "button", ...rest }: ComponentProps<"button"> & ButtonLook & { label: string }) {
  return (
    <button type={type} aria-label={label} title={label} className={cx(buttonClass({ variant, size }), size === "small" ? "w-7 px-0!" : "w-8 px-0!", className)} {...rest}>
      {children}
    </button>
  );
}
