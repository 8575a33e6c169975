/** What a person has to know about messages that failed for a while and go again: how many wait, until when, and what came of the others. */
import { formatNumber } from "#components/ui/number-format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";

export type RetryFacts = { retried: number; reachedAgain: number; waiting: number; nextAt: Date | null };

export function RetryNotice({ retries }: { retries: RetryFacts }) {
  const { retried, reachedAgain, waiting, nextAt } = retries;
  if (retried === 0) return null;
  const title =
    waiting > 0 && nextAt !== null ? (
      <>
        {formatNumber(waiting)} {waiting === 1 ? "waits" : "wait"} to be tried again, the next at <AbsoluteTime at={nextAt} />
      </>
    ) : (
      `${formatNumber(retried)} ${retried === 1 ? "try was" : "tries were"} made again`
    );
  return (
    <Notice tone={waiting > 0 ? "progress" : "neutral"} title={title}>
      Twilio or Meta reported that they failed for a reason that passes. {formatNumber(retried)} {retried === 1 ? "retry" : "retries"} so far; {formatNumber(reachedAgain)} {reachedAgain === 1 ? "person was" : "people were"} reached
      by one.
    </Notice>
  );
}
