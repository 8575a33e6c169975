/** One error code: what it means, where it comes from, what to do, what Drumbeat does by itself, and where it was met. */
import type { Metadata } from "next";
import { Section } from "#components/frame/section.tsx";
import { ErrorUses } from "#components/help/error-uses.tsx";
import { answerPath, HELP } from "#components/help/help-paths.ts";
import { FAMILY_LABEL, PHASE_LABEL, reactionAside, reactionSentence, RETRY_LABEL, SOURCE_LABEL } from "#components/help/reaction-look.ts";
import { TwilioWords } from "#components/help/twilio-words.tsx";
import { DetailPage } from "#components/patterns/detail-page.tsx";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { OutsideLink, TextLink } from "#components/ui/text-link.tsx";
import { requirePerson } from "#lib/auth/require-right.ts";
import { USES_COUNTED_MAX, USES_DAYS } from "#lib/db/list-error-uses.ts";
import { errorMeaning, familyOf, twilioPageOf, type ErrorMeaning } from "#lib/domain/error-codes.ts";
import { reactionTo } from "#lib/domain/reaction.ts";
import { Part } from "../../../part.tsx";
import { answersTo } from "../../answers/answers.ts";
import { codeHere, readCode, readUses } from "./read-code.ts";

type ErrorCodePageProps = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: ErrorCodePageProps): Promise<Metadata> {
  const code = codeHere((await params).code);
  return { title: `${code} ${errorMeaning(code).name}` };
}

export default async function ErrorCodePage({ params }: ErrorCodePageProps) {
  await requirePerson();
  const code = codeHere((await params).code);
  const { meaning, imported } = await readCode(code);
  const aside = reactionAside(code);
  return (
    <DetailPage
      crumbs={[
        { href: HELP.start, label: "Help" },
        { href: HELP.errors, label: "Error codes" },
      ]}
      title={
        <>
          <span className="mr-3 font-mono font-normal text-ink-soft">{code}</span>
          {meaning.name}
        </>
      }
      summary={meaning.meaning}
      side={<Facts meaning={meaning} docsUrl={imported?.docsUrl ?? null} />}
    >
      <Section title="Where it comes from">
        <Prose>{meaning.cause}</Prose>
      </Section>
      <Section title="What to do">
        <Prose>{meaning.remedy}</Prose>
      </Section>
      <Section title="What Drumbeat does by itself">
        <Prose>{reactionSentence(reactionTo({ code }), meaning.phase)}</Prose>
        {aside && <Prose>{aside}</Prose>}
      </Section>
      <Part what="where it was met" read={() => readUses(code)}>
        {(accounts) => <ErrorUses accounts={accounts} days={USES_DAYS} countedMax={USES_COUNTED_MAX} />}
      </Part>
      <InPlaybook code={code} />
      {imported && <TwilioWords words={imported} />}
    </DetailPage>
  );
}

function Prose({ children }: { children: React.ReactNode }) {
  return <p className="max-w-[70ch] text-body not-first:mt-2">{children}</p>;
}

function InPlaybook({ code }: { code: number }) {
  const answers = answersTo(code);
  if (answers.length === 0) return null;
  return (
    <Section title="In the playbook">
      <ul className="divide-y divide-line border-y border-line">
        {answers.map(({ id, question }) => (
          <li key={id} className="py-2">
            <TextLink href={answerPath(id)}>{question}</TextLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Facts({ meaning, docsUrl }: { meaning: ErrorMeaning; docsUrl: string | null }) {
  const { code, phase, retry, source } = meaning;
  return (
    <KeyValueList
      facts={[
        { name: "Code", value: <span className="font-mono">{code}</span> },
        { name: "About", value: FAMILY_LABEL[familyOf(meaning)] },
        { name: "Turns up", value: PHASE_LABEL[phase] },
        { name: "Worth another try?", value: RETRY_LABEL[retry] },
        { name: "How we know", value: SOURCE_LABEL[source] },
        { name: "At Twilio", value: <OutsideLink href={docsUrl ?? twilioPageOf(code)}>Its page</OutsideLink> },
      ]}
    />
  );
}
