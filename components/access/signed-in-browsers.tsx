/** The browsers that somebody is signed in with, each with the way to end it. */
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { RelativeTime } from "#components/ui/time.tsx";
import { browserName } from "#lib/domain/browser-name.ts";

export type SignedInBrowser = { id: string; userAgent: string; createdAt: Date; lastSeenAt: Date; isThis: boolean };
type SignedInBrowsersProps = { browsers: SignedInBrowser[]; endOne: FormAction; endOthers: FormAction };

export function SignedInBrowsers({ browsers, endOne, endOthers }: SignedInBrowsersProps) {
  return (
    <>
      <ul aria-label="Browsers" className="divide-y divide-line border-y border-line">
        {browsers.map((browser) => (
          <Line key={browser.id} browser={browser} endOne={endOne} />
        ))}
      </ul>
      {browsers.length > 1 && (
        <div className="mt-3 flex justify-end">
          <ConfirmDialog trigger={<Button>Sign out everywhere else</Button>} title="Sign out everywhere else?" consequence={`This browser stays. The ${browsers.length - 1 === 1 ? "other one has" : `${browsers.length - 1} others have`} to sign in anew.`} confirmLabel="Sign out everywhere else" action={endOthers} />
        </div>
      )}
    </>
  );
}

function Line({ browser: { id, userAgent, createdAt, lastSeenAt, isThis }, endOne }: { browser: SignedInBrowser; endOne: FormAction }) {
  const name = browserName(userAgent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-strong" title={userAgent}>
          {name}
          {isThis && <span className="font-normal text-ink-soft"> (this one)</span>}
        </p>
        <p className="text-ink-soft">
          Used <RelativeTime at={lastSeenAt} />, signed in <RelativeTime at={createdAt} />
        </p>
      </div>
      {!isThis && <ConfirmDialog trigger={<Button size="small" aria-label={`Sign out ${name}`}>Sign out</Button>} title={`Sign out ${name}?`} consequence="It finds nothing any more, from its next request on." confirmLabel="Sign it out" action={endOne} hidden={{ session: id }} />}
    </li>
  );
}
