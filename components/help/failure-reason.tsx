/** Why a message failed, in place: what the code means, and unfolded where it comes from and what to do. */
import { TextLink } from "#components/ui/text-link.tsx";
import { errorMeaning } from "#lib/domain/error-codes.ts";
import { errorPath } from "./help-paths.ts";

/** Our sentence first, the code last; opens without a script. */
export function FailureReason({ code }: { code: number }) {
  const { meaning, cause, remedy } = errorMeaning(code);
  return (
    <details className="group/reason relative z-10 max-w-[52ch] text-left whitespace-normal">
      <summary className="cursor-pointer rounded-control text-ink marker:text-ink-faint hover:text-accent pointer-coarse:py-1.5">
        {meaning} <span className="text-ink-soft">({code})</span>
      </summary>
      <div className="mt-1 flex flex-col gap-1 pb-1 text-ink-soft">
        <p>
          <span className="font-strong text-ink">Cause:</span> {cause}
        </p>
        <p>
          <span className="font-strong text-ink">What to do:</span> {remedy}
        </p>
        <p>
          <TextLink href={errorPath(code)} prefetch={false}>
            More about {code}
          </TextLink>
        </p>
      </div>
    </details>
  );
}
