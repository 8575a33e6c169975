/** What to do when something does not go out. */
import type { Metadata } from "next";
import { PageHeader } from "#components/frame/page-header.tsx";
import { PlainFrame } from "#components/frame/plain-frame.tsx";
import { Section } from "#components/frame/section.tsx";
import { requirePerson } from "#lib/auth/require-role.ts";
import { TOPIC_GROUPS, type Topic } from "./topics.ts";

export const metadata: Metadata = { title: "Help" };

export default async function HelpPage() {
  await requirePerson();
  return (
    <PlainFrame>
      <PageHeader title="When something does not go out" summary="What the most common answers from Twilio and WhatsApp mean, and what to do." />
      <div className="grid gap-10 lg:grid-cols-[220px_minmax(0,1fr)]">
        <Contents />
        <div className="flex min-w-0 flex-col gap-10">
          {TOPIC_GROUPS.map((group) => (
            <Section key={group.title} title={group.title}>
              <div className="divide-y divide-line border-y border-line">
                {group.topics.map((topic) => (
                  <TopicArticle key={topic.id} topic={topic} />
                ))}
              </div>
            </Section>
          ))}
        </div>
      </div>
    </PlainFrame>
  );
}

function Contents() {
  return (
    <nav aria-label="On this page" className="max-lg:hidden lg:sticky lg:top-22 lg:self-start">
      <ul className="flex flex-col gap-4">
        {TOPIC_GROUPS.map((group) => (
          <li key={group.title}>
            <span className="font-strong">{group.title}</span>
            <ul className="mt-1 flex flex-col gap-1">
              {group.topics.map((topic) => (
                <li key={topic.id}>
                  <a href={`#${topic.id}`} className="text-ink-soft no-underline hover:text-ink hover:underline">
                    {topic.title}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function TopicArticle({ topic }: { topic: Topic }) {
  return (
    <article id={topic.id} className="scroll-mt-20 py-5 target:bg-accent-soft target:px-4">
      <h3 className="flex flex-wrap items-baseline gap-x-3 text-body font-strong">
        {topic.title}
        {topic.code !== undefined && <code className="font-mono text-small font-normal text-ink-soft">{topic.code}</code>}
      </h3>
      <p className="mt-1 max-w-[70ch] text-body text-ink-soft">{topic.what}</p>
      <ul className="mt-3 flex max-w-[70ch] list-disc flex-col gap-1.5 pl-5 text-body marker:text-ink-faint">
        {topic.next.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </article>
  );
}
