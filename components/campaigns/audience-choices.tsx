/** The lists to pick from, with what of each would not be written to. */
import { formatNumber } from "#components/ui/number-format.ts";
import { RelativeTime } from "#components/ui/time.tsx";
import type { AccountKind } from "#lib/domain/states.ts";
import { ChoiceRow } from "./template-choices.tsx";

export type AudienceOption = { id: string; name: string; createdAt: Date; people: number; optedOut: number; withoutConsent: number; joined: number };

/** A list with more people than `countMax` was not looked through: who of it is left out is counted at the review. */
export function AudienceChoices({ lists, chosen, kind, countMax }: { lists: AudienceOption[]; chosen: string | null; kind: AccountKind; countMax: number }) {
  return (
    <ul aria-label="Lists" className="border-t border-line">
      {lists.map((list) => (
        <li key={list.id} className="border-b border-line">
          <ChoiceRow name="list" value={list.id} chosen={list.id === chosen} disabled={list.people === 0}>
            <span className="flex flex-wrap gap-x-3 sm:grid sm:grid-cols-[minmax(0,1fr)_repeat(3,7rem)] sm:items-baseline sm:gap-x-6">
              <span className="min-w-0 max-sm:w-full">
                <bdi title={list.name} className="line-clamp-2 font-strong wrap-anywhere">{list.name}</bdi>
                <span className="block text-ink-soft">
                  Made <RelativeTime at={list.createdAt} />
                </span>
              </span>
              {list.people > countMax ? <Uncounted max={countMax} /> : <Counts list={list} kind={kind} />}
            </span>
          </ChoiceRow>
        </li>
      ))}
    </ul>
  );
}

function Counts({ list, kind }: { list: AudienceOption; kind: AccountKind }) {
  return (
    <>
      <Count value={list.people} word="people" one="person" strong />
      {kind === "sandbox" ? <Count value={list.joined} word="in the sandbox" /> : <Count value={list.withoutConsent} word="without consent" />}
      <Count value={list.optedOut} word="opted out" />
    </>
  );
}

function Uncounted({ max }: { max: number }) {
  return (
    <>
      <span className="sm:text-right">
        over <span className="font-strong">{formatNumber(max)}</span> <span className="text-ink-soft sm:block">people</span>
      </span>
      <span className="text-ink-soft sm:col-span-2 sm:text-right">Who is left out is counted at the review.</span>
    </>
  );
}

function Count({ value, word, one, strong = false }: { value: number; word: string; one?: string; strong?: boolean }) {
  return (
    <span className="sm:text-right">
      <span className={strong ? "font-strong" : undefined}>{formatNumber(value)}</span> <span className="text-ink-soft sm:block">{value === 1 && one ? one : word}</span>
    </span>
  );
}
