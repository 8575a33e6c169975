/** Every chart, in every state that it can be in. */
import { Section } from "#components/frame/section.tsx";
import { ChartsOfParts } from "./charts-of-parts.tsx";
import { ChartsOfTime } from "./charts-of-time.tsx";
import { HeatMaps } from "./charts-of-heat.tsx";
import { Limits } from "./charts-of-limits.tsx";

export function Charts() {
  return (
    <div className="flex flex-col gap-12">
      <Section title="Over time">
        <ChartsOfTime />
      </Section>
      <Section title="Parts of a whole">
        <ChartsOfParts />
      </Section>
      <Section title="By two things at once">
        <HeatMaps />
      </Section>
      <Section title="Against a limit, and beside a number">
        <Limits />
      </Section>
    </div>
  );
}
