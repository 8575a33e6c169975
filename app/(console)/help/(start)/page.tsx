/** Where help begins: one box for questions and codes, then what there is. */
import type { Metadata } from "next";
import { PageHeader } from "#components/frame/page-header.tsx";
import { SearchBox } from "#components/frame/search-box.tsx";
import { Section } from "#components/frame/section.tsx";
import { answerPath, errorPath, HELP } from "#components/help/help-paths.ts";
import { HelpTabs } from "#components/help/help-tabs.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requirePerson } from "#lib/auth/require-right.ts";
import { errorMeaning } from "#lib/domain/error-codes.ts";
import { searchText, type SearchParams } from "#lib/forms/search-params.ts";
import { ANSWER_GROUPS, findAnswers } from "../answers/answers.ts";
import { findErrors } from "../errors/find-errors.ts";

export const metadata: Metadata = { title: "Help" };

/** Shown of each kind; the rooms themselves show the rest. */
const EACH = 12;
/** Those that are met most. */
const FREQUENT = [63016, 63049, 63018, 63003, 63024, 63015, 63050, 63041, 63020, 20003];

export default async function HelpPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requirePerson();
  const text = searchText((await searchParams).q);
  return (
    <>
      <PageHeader title="When something does not go out" summary="What the answers from Twilio and WhatsApp mean, and what to do." tabs={<HelpTabs current="start" />} />
      <SearchBox action={HELP.start} label="A question, a word or an error code" text={text} />
      {text === "" ? <Everything /> : <FoundHere text={text} />}
    </>
  );
}

function Everything() {
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      {ANSWER_GROUPS.map((group) => (
        <Section key={group.id} title={group.title}>
          <Lines lines={group.answers.map(({ id, question }) => ({ href: answerPath(id), title: question }))} />
        </Section>
      ))}
      <Section title="Frequent error codes" action={<TextLink href={HELP.errors}>All error codes</TextLink>}>
        <Lines lines={FREQUENT.map((code) => ({ href: errorPath(code), title: errorMeaning(code).name, aside: String(code) }))} />
      </Section>
    </div>
  );
}

async function FoundHere({ text }: { text: string }) {
  const answers = findAnswers(text, EACH);
  const errors = await findErrors(text, EACH);
  if (answers.length + errors.length === 0) {
    return (
      <Empty kind="nothing-matches" title="The help says nothing of it">
        Neither an answer nor an error code has “{text}” in it. Fewer words find more.
      </Empty>
    );
  }
  return (
    <>
      {answers.length > 0 && (
        <Section title="Answers">
          <Lines lines={answers.map(({ id, question }) => ({ href: answerPath(id), title: question }))} />
        </Section>
      )}
      {errors.length > 0 && (
        <Section title="Error codes" action={<TextLink href={`${HELP.errors}?q=${encodeURIComponent(text)}`}>Search the error codes alone</TextLink>}>
          <Lines lines={errors.map(({ code, name }) => ({ href: errorPath(code), title: name, aside: String(code) }))} />
        </Section>
      )}
    </>
  );
}

function Lines({ lines }: { lines: { href: string; title: string; aside?: string }[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {lines.map(({ href, title, aside }) => (
        <li key={href} className="flex min-h-10 items-center justify-between gap-6 py-1.5">
          <TextLink href={href} className="min-w-0">
            {title}
          </TextLink>
          {aside && <code className="shrink-0 font-mono text-small text-ink-soft">{aside}</code>}
        </li>
      ))}
    </ul>
  );
}
