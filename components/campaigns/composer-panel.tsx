/** What stays in view while a campaign is composed: which account, from where, to how many, and how it looks. */
import { AccountKindChip } from "#components/frame/account-kind.tsx";
import { SenderBadge } from "#components/senders/sender-look.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { rateInWords } from "#lib/domain/sender-rate.ts";
import { reachText, type Reaching } from "./account-reach.ts";
import type { Draft, DraftSender } from "./draft.ts";
import { StagedMessage } from "./message-stage.tsx";

export type ComposerAccount = Reaching & { slug: string; name: string };

type ComposerPanelProps = { account: ComposerAccount; draft: Pick<Draft, "list" | "senders">; people: number };

export function ComposerPanel({ account, draft, people }: ComposerPanelProps) {
  return (
    <section aria-label="This campaign" className="flex flex-col gap-4">
      <dl className="divide-y divide-line border-y border-line">
        <div className="py-2.5">
          <dt className="sr-only">Account</dt>
          <dd>
            <span className="flex items-center justify-between gap-3">
              <span className="min-w-0 truncate font-strong">{account.name}</span>
              <AccountKindChip kind={account.kind} />
            </span>
            <span className="text-ink-soft">{reachText(account)}</span>
          </dd>
        </div>
        <div className="flex items-baseline justify-between gap-4 py-2.5">
          <dt className="shrink-0 text-ink-soft">Audience</dt>
          <dd className="min-w-0 text-right">
            {draft.list ? (
              <>
                <span className="font-strong">{formatNumber(people)}</span> {people === 1 ? "person" : "people"}
                <bdi title={draft.list.name} className="line-clamp-2 text-ink-soft wrap-anywhere">{draft.list.name}</bdi>
              </>
            ) : (
              <span className="text-ink-faint">No list yet</span>
            )}
          </dd>
        </div>
        <div className="py-2.5">
          <dt className="text-ink-soft">{draft.senders.length === 1 ? "Sender" : "Senders"}</dt>
          <dd className="mt-1 flex flex-col gap-2">
            {draft.senders.length === 0 ? <span className="text-ink-faint">None chosen</span> : draft.senders.map((sender) => <SenderLine key={sender.id} sender={sender} />)}
          </dd>
        </div>
      </dl>
      <StagedMessage senderName={draft.senders[0]?.name ?? account.name} />
    </section>
  );
}

function SenderLine({ sender }: { sender: DraftSender }) {
  return (
    <span className="block">
      <span className="block truncate">{sender.name}</span>
      <span className="flex items-center justify-between gap-3">
        <SenderBadge status={sender.status} held={sender.holdReason !== null} quiet />
        <span className="text-ink-soft">{rateInWords(sender.mps)}</span>
      </span>
    </span>
  );
}
