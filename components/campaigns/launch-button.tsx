/** The press that sends, and the question before it: how many, on which account, what, and for how long. */
import { languageName } from "#components/templates/language-name.ts";
import { CATEGORY_LABEL } from "#components/templates/template-look.tsx";
import { AccountKindChip } from "#components/frame/account-kind.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { FormAction } from "#components/ui/form-state.ts";
import { KeyValueList } from "#components/ui/key-value-list.tsx";
import { formatDuration } from "#components/ui/number-format.ts";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { WhilePending } from "#components/ui/while-pending.tsx";
import { reachText } from "./account-reach.ts";
import type { ComposerAccount } from "./composer-panel.tsx";
import { peopleText, type Draft } from "./draft.ts";

/** From so many messages on, a launch takes longer than a moment. */
const LONG_LAUNCH = 50_000;
/** About as many are written down in a second. */
const WRITTEN_PER_SECOND = 35_000;

type LaunchButtonProps = { account: ComposerAccount; draft: Draft; messages: number; seconds: number; doneAt: Date; launch: FormAction };

export function LaunchButton({ account, draft, messages, seconds, doneAt, launch }: LaunchButtonProps) {
  const label = `Send to ${peopleText(messages)}`;
  const { template, list, senders } = draft;
  const facts = [
    { name: "Account", value: <span className="inline-flex items-center gap-2">{account.name} <AccountKindChip kind={account.kind} /></span> },
    { name: "Template", value: template && `${template.name}, ${languageName(template.language)}, ${CATEGORY_LABEL[template.category].toLowerCase()}` },
    { name: "List", value: <bdi>{list?.name}</bdi> },
    { name: senders.length === 1 ? "Sender" : "Senders", value: senders.map((sender) => sender.name).join(", ") },
    { name: "Done", value: <>in about {formatDuration(Math.max(1, seconds))}, at <AbsoluteTime at={doneAt} form="clock" /></> },
  ];
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">{label}</Button>}
      title={`Send “${draft.name}” to ${peopleText(messages)} now?`}
      consequence={`${reachText(account)} You can pause at any moment; what has left stays sent.`}
      confirmLabel={label}
      action={launch}
      hidden={{ account: account.slug, campaign: draft.id, confirmed: String(messages), revision: draft.revision }}
    >
      <KeyValueList facts={facts} className="border-y border-line" />
      {messages >= LONG_LAUNCH && <WhilePending>Writing down every message; nothing leaves before all stand. That takes some {formatDuration(Math.ceil(messages / WRITTEN_PER_SECOND))}.</WhilePending>}
    </ConfirmDialog>
  );
}
