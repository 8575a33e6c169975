/** Questions with their answers, in groups, and the list of them at the side. */
import { Section } from "#components/frame/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AccountKind } from "#lib/domain/states.ts";
import type { Answer, AnswerGroup, ConsolePlace } from "./answer.ts";
import { errorPath } from "./help-paths.ts";

/** The accounts that places are sought in: the one that was chosen comes first. */
export type AnswerAccount = { slug: string; name: string; kind: AccountKind };

export function AnswerGroups({ groups, accounts }: { groups: AnswerGroup[]; accounts: AnswerAccount[] }) {
  return (
    <div className="grid gap-10 lg:grid-cols-[260px_minmax(0,1fr)]">
      <Contents groups={groups} />
      <div className="flex min-w-0 flex-col gap-10">
        {groups.map((group) => (
          <Section key={group.id} title={group.title}>
            <div className="divide-y divide-line border-y border-line">
              {group.answers.map((answer) => (
                <AnswerArticle key={answer.id} answer={answer} accounts={accounts} />
              ))}
            </div>
          </Section>
        ))}
      </div>
    </div>
  );
}

function Contents({ groups }: { groups: AnswerGroup[] }) {
  return (
    <nav aria-label="On this page" className="max-lg:hidden lg:sticky lg:top-22 lg:max-h-[calc(100dvh-7rem)] lg:self-start lg:overflow-y-auto">
      <ul className="flex flex-col gap-4">
        {groups.map((group) => (
          <li key={group.id}>
            <span className="font-strong">{group.title}</span>
            <ul className="mt-1 flex flex-col gap-1">
              {group.answers.map((answer) => (
                <li key={answer.id}>
                  <a href={`#${answer.id}`} className="text-ink-soft no-underline hover:text-ink hover:underline">
                    {answer.question}
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

function AnswerArticle({ answer, accounts }: { answer: Answer; accounts: AnswerAccount[] }) {
  return (
    <article id={answer.id} className="scroll-mt-20 py-5 target:bg-accent-soft target:px-4">
      <h3 className="max-w-[70ch] text-body font-strong">{answer.question}</h3>
      <p className="mt-1 max-w-[70ch] text-body text-ink-soft">{answer.what}</p>
      <ul className="mt-3 flex max-w-[70ch] list-disc flex-col gap-1.5 pl-5 text-body marker:text-ink-faint">
        {answer.next.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <ul aria-label="Where to act" className="mt-3 flex flex-wrap gap-x-5 gap-y-1.5">
        {answer.places.map((place) => (
          <li key={place.label}>
            <PlaceLink place={place} accounts={accounts} />
          </li>
        ))}
        {answer.codes?.map((code) => (
          <li key={code}>
            <TextLink href={errorPath(code)}>Error {code}</TextLink>
          </li>
        ))}
      </ul>
    </article>
  );
}

/** Leads into the account that was chosen, or into the first of the kind that the place is about. */
function PlaceLink({ place, accounts }: { place: ConsolePlace; accounts: AnswerAccount[] }) {
  const [chosen] = accounts;
  const account = place.only === undefined ? chosen : accounts.find(({ kind }) => kind === place.only);
  if (!account) return <span className="text-ink-soft">{place.label}: you are in no {place.only ?? ""} account yet</span>;
  return (
    <TextLink href={`/${account.slug}/${place.path}`}>
      {place.label}
      {account !== chosen && (
        <>
          {" "}(<bdi>{account.name}</bdi>)
        </>
      )}
    </TextLink>
  );
}
