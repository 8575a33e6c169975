/** What became of that which is known and missing from the lists: Twilio is asked for each by its SID. */
import type { GoneThings, KnownThings, ReadSender, ReadTemplate } from "#lib/domain/sync-change.ts";
import type { AccountClient } from "./account-client.ts";
import { ListInDoubt } from "./every-page.ts";
import { fetchSender } from "./fetch-senders.ts";
import { fetchTemplate } from "./fetch-templates.ts";

/** Most things that are asked for in one reading. A list that has lost more is more likely wrong than right, and asking would keep messages from their turn. */
export const QUESTIONS_MAX = 200;
const QUESTIONS_AT_ONCE = 4;

export type Lists = { templates: ReadTemplate[]; senders: ReadSender[] };
export type MissingFound = Lists & { gone: GoneThings };

type Asking = { known: KnownThings; questionsMax?: number; signal?: AbortSignal };

/**
 * A list that moves while it is read by page leaves one out, and one that is empty by mistake leaves all out: only a 404 for
 * the SID itself is evidence. What Twilio still has comes with what it says of it now. A sender without a SID is neither.
 * Throws what the SDK throws, and `ListInDoubt` when there is more to ask for than `questionsMax`.
 */
export async function askForMissing(client: AccountClient, lists: Lists, { known, questionsMax = QUESTIONS_MAX, signal }: Asking): Promise<MissingFound> {
  const listed = { templates: new Set(lists.templates.map(({ contentSid }) => contentSid)), senders: new Set(lists.senders.map(({ phone }) => phone)) };
  const templates = known.templates.filter((contentSid) => !listed.templates.has(contentSid));
  const senders = known.senders.filter(({ twilioSid, phone }) => twilioSid !== "" && !listed.senders.has(phone));
  if (templates.length + senders.length > questionsMax) throw new ListInDoubt(tooMany(templates.length, senders.length, questionsMax));
  const answers = {
    templates: await few(templates, (contentSid) => fetchTemplate(client, contentSid), signal),
    senders: await few(senders, ({ twilioSid }) => fetchSender(client, twilioSid), signal),
  };
  const found = new Map(answers.senders.flatMap((answer) => answer ?? []).map((sender) => [sender.phone, sender]));
  return {
    templates: answers.templates.flatMap((answer) => answer ?? []),
    senders: Array.from(found.values()).filter(({ phone }) => !listed.senders.has(phone)),
    gone: { templates: templates.filter((_, index) => answers.templates[index] === null), senders: senders.flatMap(({ phone }, index) => (answers.senders[index] === null && !found.has(phone) ? [phone] : [])) },
  };
}

function tooMany(templates: number, senders: number, most: number): string {
  return `${templates} templates and ${senders} senders that were there before are missing from its lists, more than the ${most} that are asked for one by one; nothing was changed. If they were deleted there, an admin connects the account again with npm run connect, which asks for all of them.`;
}

/** Answers in the order of the questions, QUESTIONS_AT_ONCE of which are under way. */
async function few<Item, Answer>(items: Item[], ask: (item: Item) => Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < items.length; from += QUESTIONS_AT_ONCE) {
    signal?.throwIfAborted();
    answers.push(...(await Promise.all(items.slice(from, from + QUESTIONS_AT_ONCE).map(ask))));
  }
  return answers;
}
