/** What waits for a person: a sentence and the way to where it is mended, the worst first. */
import { TextWithCode } from "#components/help/text-with-code.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Mark, type MarkName } from "#components/ui/mark.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { TONES, type Tone } from "#components/ui/tone.ts";
import { PROBLEM_SENTENCE } from "#lib/domain/audit-words.ts";

export type AttentionItem = {
  kind:
    | "launch-asked-for"
    | "sender-held"
    | "campaign-held"
    | "sender-offline"
    | "sender-gone"
    | "messages-unknown"
    | "books-differ"
    | "books-not-compared"
    | "template-stopped"
    | "template-recategorised"
    | "sender-quality"
    | "template-withdrawn"
    | "import-failed"
    | "import-waits";
  id: string;
  name: string;
  why: string | null;
  count: number;
};

type Look = { tone: Tone; mark: MarkName; sentence: (item: AttentionItem) => string; why: string; path: (id: string) => string; action: string };

const LOOK: Record<AttentionItem["kind"], Look> = {
  "launch-asked-for": {
    tone: "warning",
    mark: "half",
    sentence: ({ name, count }) => `“${name}” waits for a second person, to go to ${formatNumber(count)} ${count === 1 ? "person" : "people"}`,
    why: "Nothing is sent before.",
    path: (id) => `campaigns/${id}/compose/review`,
    action: "Look and decide",
  },
  "sender-held": { tone: "danger", mark: "hand", sentence: ({ name }) => `${name} is on hold and sends nothing`, why: "", path: (id) => `senders/${id}`, action: "Go to the sender" },
  "campaign-held": { tone: "danger", mark: "hand", sentence: ({ name }) => `“${name}” stopped itself`, why: "It waits until somebody resumes or cancels it.", path: (id) => `campaigns/${id}`, action: "Go to the campaign" },
  "sender-offline": { tone: "warning", mark: "bang", sentence: ({ name }) => `Twilio says that ${name} is offline`, why: "What is sent from it may be refused.", path: (id) => `senders/${id}`, action: "Go to the sender" },
  "sender-gone": { tone: "danger", mark: "slash", sentence: ({ name }) => `Twilio no longer has the sender ${name}`, why: "What waits for it would be refused.", path: (id) => `senders/${id}`, action: "Go to the sender" },
  "messages-unknown": {
    tone: "unknown",
    mark: "question",
    sentence: ({ name, count }) => `We cannot tell whether ${formatNumber(count)} of “${name}” ${count === 1 ? "was" : "were"} sent`,
    why: "They are never sent again by themselves.",
    path: (id) => `attention?campaign=${id}`,
    action: "Decide",
  },
  "books-differ": {
    tone: "danger",
    mark: "bang",
    sentence: ({ name, count }) => `Twilio’s list of ${name} and ours differ in ${formatNumber(count)} ${count === 1 ? "message" : "messages"}`,
    why: "",
    path: (id) => `senders/${id}/books`,
    action: "See what differs",
  },
  "books-not-compared": {
    tone: "warning",
    mark: "cross",
    sentence: ({ name, count }) => `${count === 1 ? "A day" : `${formatNumber(count)} days`} of ${name} could not be compared with Twilio’s list`,
    why: "",
    path: (id) => `senders/${id}/books`,
    action: "See the days",
  },
  "template-stopped": { tone: "warning", mark: "bang", sentence: ({ name, why }) => `The template ${name} is ${why === "gone" ? "no longer at Twilio" : why}, and a campaign needs it`, why: "Messages with it would be refused.", path: (id) => `templates/${id}`, action: "Go to the template" },
  "template-recategorised": {
    tone: "warning",
    mark: "bang",
    sentence: ({ name, count }) => (count === 1 ? `WhatsApp moved the template ${name} to another category` : `WhatsApp moved ${formatNumber(count)} templates to another category, ${name} the last`),
    why: "What a message costs, and whose consent it needs, is now different.",
    path: () => "settings/changes?of=template&kind=category",
    action: "See what changed",
  },
  "sender-quality": { tone: "warning", mark: "bang", sentence: ({ name }) => `WhatsApp rates ${name} low`, why: "Too many people blocked or reported it.", path: (id) => `senders/${id}`, action: "Go to the sender" },
  "template-withdrawn": {
    tone: "neutral",
    mark: "slash",
    sentence: ({ name, why, count }) => (count === 1 ? `The template ${name} is ${why === "gone" ? "no longer at Twilio" : why}` : `${formatNumber(count)} templates were paused, disabled or deleted, ${name} the last`),
    why: "No campaign needs it now.",
    path: () => "settings/changes?of=template",
    action: "See what changed",
  },
  "import-failed": { tone: "warning", mark: "cross", sentence: ({ name }) => `The import of “${name}” failed`, why: "", path: (id) => `audience/imports/${id}`, action: "Go to the import" },
  "import-waits": { tone: "neutral", mark: "half", sentence: ({ name }) => `“${name}” waits for somebody to say what its columns are`, why: "Nobody was imported from it yet.", path: (id) => `audience/imports/${id}`, action: "Name the columns" },
};

export function AttentionList({ account, items, total }: { account: string; items: AttentionItem[]; total: number }) {
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {items.map((item) => (
          <AttentionLine key={`${item.kind} ${item.id}`} account={account} item={item} />
        ))}
      </ul>
      {total > items.length && <p className="mt-2 text-ink-soft">And {formatNumber(total - items.length)} more, which appear here when these are dealt with.</p>}
    </>
  );
}

/** What the database says of it in a word, in a sentence. */
const SAID: Partial<Record<AttentionItem["kind"], Record<string, string>>> = {
  "books-differ": {
    theirs: "Twilio lists messages that match none of ours: somebody else may send with this sender.",
    ours: "Twilio no longer has messages that it had taken from us.",
    both: "Twilio lists messages that match none of ours, and no longer has some that it had taken from us.",
  },
  "books-not-compared": PROBLEM_SENTENCE,
};

function whyOf({ kind, why }: AttentionItem, usual: string): string {
  if (kind === "launch-asked-for") return why === null ? usual : `${why} asks. ${usual}`;
  if (kind === "template-stopped" || kind === "template-withdrawn") return usual;
  const said = SAID[kind];
  return (said ? said[why ?? ""] : why) ?? usual;
}

function AttentionLine({ account, item }: { account: string; item: AttentionItem }) {
  const look = LOOK[item.kind];
  const why = whyOf(item, look.why);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2.5">
      <div className="flex min-w-0 flex-1 basis-72 items-start gap-2.5">
        <Mark name={look.mark} className={`mt-1 shrink-0 ${TONES[look.tone].mark}`} />
        <div className="min-w-0">
          <p className="font-strong wrap-anywhere">{look.sentence(item)}</p>
          {why && (
            <p className="text-ink-soft wrap-anywhere">
              <TextWithCode text={why} />
            </p>
          )}
        </div>
      </div>
      <ButtonLink size="small" href={`/${account}/${look.path(item.id)}`}>
        {look.action}
      </ButtonLink>
    </li>
  );
}
