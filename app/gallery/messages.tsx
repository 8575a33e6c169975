/** Messages as phones show them: every type in both schemes, the hard cases, and the two sides of a conversation. */
import type { ReactNode } from "react";
import { Section } from "#components/frame/section.tsx";
import { contentKind } from "#components/templates/content-kind.ts";
import { TemplateSummary } from "#components/templates/template-summary.tsx";
import { CustomerMessage } from "#components/whatsapp/customer-message.tsx";
import { MessageContent } from "#components/whatsapp/message-content.tsx";
import { MessagePreview } from "#components/whatsapp/message-preview.tsx";
import { PhoneWall } from "#components/whatsapp/phone-wall.tsx";
import { SALE, STATES, TYPES, type Sample } from "./messages-samples.ts";

const SCHEMES = ["light", "dark"] as const;
const TICKS = ["waiting", "sent", "delivered", "read", "failed"] as const;

export function Messages() {
  return (
    <>
      <Section title="Every content type" summary="Forced light, forced dark.">
        <Grid>{TYPES.flatMap((sample) => SCHEMES.map((scheme) => <Shown key={`${sample.title} ${scheme}`} sample={sample} scheme={scheme} />))}</Grid>
      </Section>
      <Section title="Every state" summary="Forced light, forced dark.">
        <Grid>{STATES.flatMap((sample) => SCHEMES.map((scheme) => <Shown key={`${sample.title} ${scheme}`} sample={sample} scheme={scheme} />))}</Grid>
      </Section>
      <Section title="As the console, with pictures" summary="The first is missing, the second is not encrypted.">
        <Grid>
          {["https://drumbeat.invalid/missing.jpg", "http://example.com/plain.jpg"].map((url) => (
            <MessagePreview key={url} content={{ ...SALE, header: { kind: "image", url }, body: "A picture.", buttons: [] }} loadMedia />
          ))}
        </Grid>
      </Section>
      <Section title="A conversation" summary="As the business sees it.">
        <Grid>
          {SCHEMES.map((scheme) => (
            <Conversation key={scheme} scheme={scheme} />
          ))}
        </Grid>
      </Section>
      <Section title="In a list">
        <ul className="divide-y divide-line border-y border-line">
          {[...TYPES, ...STATES].map(({ title, content }) => (
            <li key={title} className="px-3 py-2">
              <TemplateSummary content={content} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Grid({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-8 md:grid-cols-2 xl:grid-cols-3">{children}</div>;
}

function Shown({ sample, scheme }: { sample: Sample; scheme: "light" | "dark" }) {
  return (
    <div className="min-w-0">
      <p className="mb-2">
        <span className="font-strong">{sample.title}</span> <span className="text-ink-soft">{contentKind(sample.content)}</span>
      </p>
      <MessagePreview content={sample.content} values={sample.values} senderName={sample.senderName} scheme={scheme} />
    </div>
  );
}

function Conversation({ scheme }: { scheme: "light" | "dark" }) {
  return (
    <PhoneWall label="A conversation" senderName="Ana de Souza" isPerson scheme={scheme}>
      <MessageContent content={SALE} values={{ 1: "Ana", 2: "Sunday", 3: "SPRING" }} time="09:41" ticks="read" loadMedia={false} />
      <CustomerMessage text="Can I have *two*? {{1}} is not a variable here." time="09:44" answers="Hi Ana, spring is here 🌱" />
      <CustomerMessage text="" time="09:45" media={{ kind: "image", url: "https://example.com/my-cup.jpg" }} />
      <CustomerMessage text="شكرا" time="09:46" />
      {TICKS.map((ticks) => (
        <MessageContent key={ticks} content={{ body: `Yes (${ticks})`, header: null, footer: null, buttons: [] }} values={{}} time="09:50" ticks={ticks} loadMedia={false} />
      ))}
    </PhoneWall>
  );
}
