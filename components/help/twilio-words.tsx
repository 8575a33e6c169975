/** What Twilio's own list says of a code, when somebody imported it. Shown as it came, as text. */
import type { ReactNode } from "react";
import { Section } from "#components/frame/section.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";

type Words = { name: string; description: string; causes: string; solutions: string };

export function TwilioWords({ words: { name, description, causes, solutions } }: { words: Words }) {
  const facts = [
    { name: "Name", value: name },
    { name: "Description", value: description },
    { name: "Causes", value: causes },
    { name: "Solutions", value: solutions },
  ].filter(({ value }) => value !== "");
  return (
    <Section title="In Twilio’s own words" summary="From the list that Twilio publishes, as it was imported. What Drumbeat does follows its own catalogue.">
      <KeyValueList facts={facts.map((fact) => ({ ...fact, value: <Said>{fact.value}</Said> }))} className="border-y border-line" />
    </Section>
  );
}

function Said({ children }: { children: ReactNode }) {
  return <span className="block max-w-[64ch] text-left whitespace-pre-line">{children}</span>;
}
