/** Twelve-pixel marks that say a status without its colour. */
const SHAPES = {
  ring: <circle cx="6" cy="6" r="4.25" />,
  dashed: <circle cx="6" cy="6" r="4.25" strokeLinecap="butt" strokeDasharray="2.45 2" />,
  dot: <circle cx="6" cy="6" r="3.25" fill="currentColor" stroke="none" />,
  clock: <path d="M6 1.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5ZM6 3.75V6l1.6 1.2" />,
  beat: <path d="M1.75 4.5v3M4.5 2v8M7.25 3.5v5M10 4.75v2.5" />,
  half: <path d="M6 1.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5ZM6 3.5v5a2.5 2.5 0 0 0 0-5Z" />,
  pause: <path d="M4 2.5v7M8 2.5v7" />,
  hand: <path d="M3.6 1.5h4.8l2.1 2.1v4.8l-2.1 2.1H3.6L1.5 8.4V3.6zM4 6h4" />,
  check: <path d="m2.25 6.5 2.5 2.5 5-5.75" />,
  checks: <path d="m.9 6.6 2.2 2.3 4-5M6.2 8.4l.6.5 4.3-5" />,
  cross: <path d="m2.75 2.75 6.5 6.5M9.25 2.75l-6.5 6.5" />,
  slash: <path d="M6 1.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5ZM3 9l6-6" />,
  bang: <path d="M6 1.5 11 10.25H1zM6 4.75V7M6 8.6v.15" />,
  question: <path d="M3.5 4.1A2.5 2.5 0 0 1 6 1.9c1.4 0 2.5.95 2.5 2.2C8.5 6 6 5.8 6 7.6M6 9.9v.2" />,
  arrow: <path d="M1.75 6h8M6.5 2.75 9.75 6 6.5 9.25" />,
  square: <rect x="2" y="2" width="8" height="8" rx="1.5" strokeLinecap="butt" strokeDasharray="2.4 1.8" />,
};

export type MarkName = keyof typeof SHAPES;

export function Mark({ name, className }: { name: MarkName; className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" width="12" height="12" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" className={className}>
      {SHAPES[name]}
    </svg>
  );
}
