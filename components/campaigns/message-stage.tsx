"use client";
/** The message as one person of the list would get it, kept in step with what is being chosen beside it. */
import { ChevronLeft, ChevronRight } from "lucide-react";
import { createContext, use, useMemo, useState, type ReactNode } from "react";
import { IconButton } from "#components/ui/button.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { MessagePreview } from "#components/whatsapp/message-preview.tsx";
import { fillVariables, type TemplateContent, type TemplateVariable, type VariableMapping } from "#lib/domain/template.ts";
import { mappingFor, valuesFor } from "#lib/domain/variable-mapping.ts";

/** What WhatsApp takes as the body of a template, variables filled, in characters. */
const BODY_LENGTH_MAX = 1_024;

export type StagedTemplate = { content: TemplateContent; variables: TemplateVariable[] };
export type StagedPerson = { id: string; name: string; attributes: Record<string, string> };

type Stage = { template: StagedTemplate | null; people: StagedPerson[]; mapping: VariableMapping; show: (mapping: VariableMapping) => void };

const StageContext = createContext<Stage>({ template: null, people: [], mapping: {}, show: () => undefined });

type MessageStageProps = { template: StagedTemplate | null; people: StagedPerson[]; mapping: VariableMapping; children: ReactNode };

/** What is typed and not yet saved is in view at once; what was saved elsewhere takes its place. */
export function MessageStage({ template, people, mapping, children }: MessageStageProps) {
  const [typed, setTyped] = useState<{ over: string; mapping: VariableMapping } | null>(null);
  const saved = JSON.stringify(mapping);
  const shown = typed?.over === saved ? typed.mapping : mapping;
  const stage = useMemo(() => ({ template, people, mapping: shown, show: (next: VariableMapping) => setTyped({ over: saved, mapping: next }) }), [template, people, shown, saved]);
  return <StageContext value={stage}>{children}</StageContext>;
}

export function useMessageStage(): Stage {
  return use(StageContext);
}

export function StagedMessage({ senderName }: { senderName: string }) {
  const { template, people, mapping } = useMessageStage();
  const [index, setIndex] = useState(0);
  const person = people[Math.min(index, people.length - 1)] ?? null;
  if (!template) return <NoMessage />;
  const used = mappingFor(template.variables, mapping);
  const onlySamples = template.variables.length > 0 && (Object.keys(used).length === 0 || !person);
  const values = onlySamples ? samplesOf(template.variables) : valuesFor(used, person?.attributes ?? {});
  return (
    <div className="flex flex-col gap-2">
      <MessagePreview content={template.content} values={values} senderName={senderName} />
      <div className="flex min-h-7 items-center justify-between gap-2 text-ink-soft">
        <SeenAs person={onlySamples ? null : person} samples={onlySamples} />
        {!onlySamples && people.length > 1 && <Turn index={index} count={people.length} onTurn={setIndex} />}
      </div>
      <BodyLength length={fillVariables(template.content.body, values).length} />
    </div>
  );
}

function samplesOf(variables: TemplateVariable[]): Record<string, string> {
  return Object.fromEntries(variables.map((variable) => [variable.key, variable.sample]));
}

function SeenAs({ person, samples }: { person: StagedPerson | null; samples: boolean }) {
  if (samples) return <p>With the template’s samples. They are never sent.</p>;
  if (!person) return <p>Everybody gets the same text.</p>;
  return (
    <p className="min-w-0 truncate" aria-live="polite">
      As <bdi className="text-ink">{person.name || "somebody without a name"}</bdi> gets it
    </p>
  );
}

function Turn({ index, count, onTurn }: { index: number; count: number; onTurn: (index: number) => void }) {
  return (
    <span className="flex shrink-0 items-center gap-1">
      <IconButton size="small" label="Previous person" onClick={() => onTurn((index + count - 1) % count)}>
        <ChevronLeft />
      </IconButton>
      <span>
        {index + 1}/{count}
      </span>
      <IconButton size="small" label="Next person" onClick={() => onTurn((index + 1) % count)}>
        <ChevronRight />
      </IconButton>
    </span>
  );
}

function BodyLength({ length }: { length: number }) {
  const over = length > BODY_LENGTH_MAX;
  return (
    <p className={over ? "font-strong text-danger-ink" : "text-ink-faint"}>
      {formatNumber(length)} of {formatNumber(BODY_LENGTH_MAX)} characters{over && ": WhatsApp refuses this. Shorten a value."}
    </p>
  );
}

function NoMessage() {
  return (
    <div className="grid h-48 place-items-center rounded-panel border border-dashed border-control px-6 text-center text-ink-soft">
      <p>Pick a template and the message appears here, as the phone shows it.</p>
    </div>
  );
}
