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

export type ButtonProps = ComponentProps<"button"> & ButtonLook & { pending?: boolean; spinning?: boolean };

/** `pending` says that the button is busy; it keeps its label, its width and the focus. The turning mark takes the icon's place, or lies in the space beside the label; `spinning` shows it at a time of its own. */
export function Button({ variant, size, icon, pending = false, spinning, className, children, type = "button", ...rest }: ButtonProps) {
  const turning = spinning ?? pending;
  const spinner = <Spinner className={cx(spinning === undefined && "animate-[fade_160ms_ease-out_200ms_both,turn_800ms_linear_infinite]", !icon && (size === "small" ? "size-2.5!" : "size-3!"))} />;
  return (
    <button type={type} aria-busy={pending || undefined} aria-disabled={pending || undefined} className={cx(buttonClass({ variant, size }), turning && !icon && (size === "small" ? "gap-0.5! px-0.5!" : "gap-1! px-1!"), className)} {...rest}>
      {turning ? spinner : icon}
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
