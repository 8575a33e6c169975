/** The phones that the simulator writes to: the conversations that moved last, with their last messages. */
import { type InboundMessage, type Message, statusOf } from "./message.ts";
import { messageResource } from "./message-resource.ts";
import type { AccountState, World } from "./world.ts";

export type PhoneMessage = {
  sid: string;
  by: "business" | "person";
  body: string;
  /** ms since 1970. */
  at: number;
  /** `received` for what the person wrote. */
  status: string;
  errorCode: number | null;
  /** Quick replies that can be tapped. */
  buttons: { text: string; payload: string }[];
};
export type Phone = { accountSid: string; /** `whatsapp:…` */ person: string; sender: string; senderName: string; /** Oldest first. */ messages: PhoneMessage[] };
export type PhonePage = { people: Phone[]; /** Whether there are further conversations. */ more: boolean; senders: { accountSid: string; address: string; name: string }[] };

/** What one look shows, and how far back it looks. */
const CONVERSATIONS_MAX = 24;
const MESSAGES_MAX = 20;
const ROWS_MAX = 5_000;

/** The conversations of one account, or of all. */
export function phonesOf(world: World, { accountSid }: { accountSid?: string | undefined } = {}): PhonePage {
  const states = [...world.accounts.values()].filter(({ account }) => accountSid === undefined || account.sid === accountSid);
  const found = states.flatMap(latestOf).toSorted((one, other) => timeOf(other.rows[0]) - timeOf(one.rows[0]));
  return {
    people: found.slice(0, CONVERSATIONS_MAX).map(shownPhone),
    more: found.length > CONVERSATIONS_MAX,
    senders: states.flatMap(({ account, senders }) => Array.from(senders.values(), ({ address, sender }) => ({ accountSid: account.sid, address, name: sender.name }))),
  };
}

type Row = Message | InboundMessage;
/** `rows` are the newest first. */
type Conversation = { state: AccountState; person: string; sender: string; rows: Row[] };

function latestOf(state: AccountState): Conversation[] {
  const found = new Map<string, Conversation>();
  for (const row of state.rows.slice(-ROWS_MAX).toReversed()) {
    const [person, sender] = row.direction === "inbound" ? [row.from, row.to] : [row.entry.to ?? "", row.entry.from ?? ""];
    const key = `${sender} ${person}`;
    const known = found.get(key);
    if (known === undefined) {
      // One more than is shown, to know that there are more.
      if (found.size <= CONVERSATIONS_MAX) found.set(key, { state, person, sender, rows: [row] });
    } else if (known.rows.length < MESSAGES_MAX) known.rows.push(row);
  }
  return [...found.values()];
}

function timeOf(row: Row | undefined): number {
  if (row === undefined) return 0;
  return row.direction === "inbound" ? row.at : (row.entry.acceptedAt ?? 0);
}

function shownPhone({ state, person, sender, rows }: Conversation): Phone {
  return {
    accountSid: state.account.sid,
    person,
    sender,
    senderName: state.senders.get(sender)?.sender.name ?? sender,
    messages: rows.toReversed().map((row) => shownMessage(state, row)),
  };
}

function shownMessage(state: AccountState, row: Row): PhoneMessage {
  const { body } = messageResource(state, row);
  const base = { sid: row.sid, body, at: timeOf(row) };
  if (row.direction === "inbound") return { ...base, body: body === "" ? wordsOf(row) : body, by: "person", status: "received", errorCode: null, buttons: [] };
  return { ...base, by: "business", status: statusOf(row), errorCode: row.moves.at(-1)?.code ?? null, buttons: quickReplies(state, row) };
}

/** What a message without text is. */
function wordsOf({ parts }: InboundMessage): string {
  if (parts?.location) return `Location ${parts.location.latitude}, ${parts.location.longitude}`;
  return (parts?.media ?? []).map(({ contentType }) => `File ${contentType}`).join(", ");
}

function quickReplies(state: AccountState, { entry }: Message): PhoneMessage["buttons"] {
  const types = state.templates.get(entry.contentSid ?? "")?.types ?? {};
  const actions = Object.values(types).flatMap(({ actions: list }) => (Array.isArray(list) ? (list as Record<string, unknown>[]) : []));
  return actions
    .filter(({ type, title }) => type === "QUICK_REPLY" && typeof title === "string" && title !== "")
    .map(({ title, id }) => ({ text: String(title), payload: typeof id === "string" && id !== "" ? id : String(title) }));
}
