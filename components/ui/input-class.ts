/** The box around everything that is typed into: its classes, for faces with and without script. */
export const INPUT_BOX =
  "w-full min-w-0 rounded-control border border-control bg-raised px-2.5 text-body text-ink placeholder:text-ink-faint hover:border-ink-soft " +
  "focus-visible:border-focus focus-visible:outline-offset-0 disabled:cursor-default disabled:border-line disabled:bg-sunken disabled:text-ink-soft disabled:hover:border-line aria-invalid:border-danger pointer-coarse:min-h-11";
