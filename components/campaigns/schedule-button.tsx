/** The press that lets a draft wait for its start, and the question before it. */
import { AccountKindChip } from "#components/frame/account-kind.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { AbsoluteTime, RelativeTime } from "#components/ui/time.tsx";
import { startInWords, type CampaignStart } from "#lib/domain/campaign-start.ts";
import { reachText } from "./account-reach.ts";
import type { ComposerAccount } from "./composer-panel.tsx";
import { peopleText, type Draft } from "./draft.ts";

type ScheduleButtonProps = { account: ComposerAccount; draft: Draft; start: CampaignStart; messages: number; schedule: FormAction };

export function ScheduleButton({ account, draft, start, messages, schedule }: ScheduleButtonProps) {
  const label = `Schedule for ${peopleText(messages)}`;
  const facts = [
    { name: "Account", value: <span className="inline-flex items-center gap-2">{account.name} <AccountKindChip kind={account.kind} /></span> },
    { name: "Template", value: draft.template?.name },
    { name: "List", value: <bdi>{draft.list?.name}</bdi> },
    { name: "Starts", value: <StartText start={start} /> },
  ];
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">{label}</Button>}
      title={`Schedule “${draft.name}”?`}
      consequence={`${reachText(account)} It starts by itself. Until then you can pause it, change it or cancel it.`}
      confirmLabel={label}
      action={schedule}
      hidden={{ account: account.slug, campaign: draft.id, confirmed: String(messages), revision: draft.revision }}
    >
      <KeyValueList facts={facts} className="border-y border-line" />
    </ConfirmDialog>
  );
}

/** The words it was chosen in, how far off that is, and the same moment for the reader. */
export function StartText({ start }: { start: CampaignStart }) {
  return (
    <>
      {startInWords(start)} (UTC{start.offset}), <RelativeTime at={start.at} />
      <span className="block text-ink-soft">
        <AbsoluteTime at={start.at} form="short" /> for you
      </span>
    </>
  );
}
