/** The six tones of a status, and the classes that draw each. */
export type Tone = "neutral" | "progress" | "success" | "warning" | "danger" | "unknown";

export type ToneClasses = { ink: string; mark: string; soft: string; fill: string; edge: string };

export const TONES: Record<Tone, ToneClasses> = {
  neutral: { ink: "text-neutral-ink", mark: "text-neutral", soft: "bg-neutral-soft", fill: "bg-neutral", edge: "border-neutral" },
  progress: { ink: "text-progress-ink", mark: "text-progress", soft: "bg-progress-soft", fill: "bg-progress", edge: "border-progress" },
  success: { ink: "text-success-ink", mark: "text-success", soft: "bg-success-soft", fill: "bg-success", edge: "border-success" },
  warning: { ink: "text-warning-ink", mark: "text-warning", soft: "bg-warning-soft", fill: "bg-warning", edge: "border-warning" },
  danger: { ink: "text-danger-ink", mark: "text-danger", soft: "bg-danger-soft", fill: "bg-danger", edge: "border-danger" },
  unknown: { ink: "text-unknown-ink", mark: "text-unknown", soft: "bg-unknown-soft", fill: "bg-unknown", edge: "border-unknown" },
};
