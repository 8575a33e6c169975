/** What happened in the last 24 hours. Each number on its own: none of them is a part of the one before it, but for `read`, and no two are added up. */
import { Section } from "#components/frame/section.tsx";
import { Figure, Figures } from "#components/ui/number-text.tsx";

export type DayNumbers = { accepted: number; delivered: number; read: number; failed: number; rejected: number; unknown: number };

/** `href` leads to the campaigns behind the numbers. */
export function DayFigures({ day, href }: { day: DayNumbers; href: string }) {
  return (
    <Section title="Last 24 hours">
      <Figures>
        <Figure label="Accepted" value={day.accepted} detail="taken by Twilio" href={href} />
        <Figure label="Delivered" value={day.delivered} detail="reached the phone" href={href} />
        <Figure label="Read" value={day.read} detail="of those delivered" href={href} />
        <Figure label="Failed" value={Math.max(0, day.failed)} detail="taken, did not arrive" href={href} />
        {day.rejected > 0 && <Figure label="Refused" value={day.rejected} detail="not taken by Twilio" href={href} />}
        {day.unknown > 0 && <Figure label="Unknown" value={day.unknown} detail="may have been sent" href={href} />}
      </Figures>
    </Section>
  );
}
