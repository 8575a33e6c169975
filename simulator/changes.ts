/** What somebody at the control door changes in the simulated world while it runs: templates, senders, memberships, people. */
import { dropHeld, failQueued, releaseHeld } from "./held.ts";
import type { SimulatedApproval, SimulatedCategory, SimulatedSenderStatus } from "./fixtures.ts";
import { addressOf, type AccountState, join, type World } from "./world.ts";

export type TemplateChange = {
  what: "template";
  accountSid: string;
  /** `HX…` */
  contentSid: string;
  approval?: SimulatedApproval;
  rejectionReason?: string;
  category?: SimulatedCategory;
  deleted?: true;
  /** From now on so many messages pass and the others are held; or what becomes of the held ones. */
  pacing?: { firstBatch: number } | "release" | "drop";
};
export type SenderChange = {
  what: "sender";
  accountSid: string;
  /** A number or an address of the account. */
  sender: string;
  status?: SimulatedSenderStatus;
  offlineReasons?: { code: string; message: string }[];
  quality?: string;
  messagingLimit?: string;
  mps?: number;
};
export type MembershipChange = { what: "membership"; accountSid: string; person: string; joined: boolean };
export type PersonChange = {
  what: "person";
  accountSid: string;
  person: string;
  /** Nothing arrives, and nobody is told: messages stay `sent`. */
  blocked?: boolean;
  /** With this code marketing fails from now on; null for a person who takes it again. */
  marketingStop?: 63033 | 63050 | null;
};
export type Change = TemplateChange | SenderChange | MembershipChange | PersonChange;

/** Code for messages that wait in the queue when their template goes: paused, disabled, deleted. */
const GONE = { paused: 63041, disabled: 63042, deleted: 63027 } as const;

/** Makes a change, and writes it down. Throws a RangeError for what does not exist. */
export function change(world: World, order: Change): void {
  const at = world.clock();
  apply(world, order, at);
  world.journal.write({ kind: "change", change: order, at });
}

/** What a change does, now or when a log is read again. */
export function apply(world: World, order: Change, at: number): void {
  const state = world.accounts.get(order.accountSid);
  if (!state) throw new RangeError(`There is no simulated account ${order.accountSid}.`);
  if (order.what === "template") return changeTemplate(world, { state, order, at });
  if (order.what === "sender") return changeSender(state, order);
  if (order.what === "membership") return changeMembership(world, { state, order, at });
  return changePerson(state, order);
}

function changeTemplate(world: World, { state, order, at }: { state: AccountState; order: TemplateChange; at: number }): void {
  const { contentSid, approval, category, rejectionReason, deleted, pacing } = order;
  const template = state.templates.get(contentSid);
  if (!template) throw new RangeError(`The account ${order.accountSid} has no template ${contentSid}.`);
  if (deleted) state.templates.delete(contentSid);
  else {
    const reason = approval === undefined || approval === "rejected" ? template.rejectionReason : "";
    state.templates.set(contentSid, {
      ...template,
      approval: approval ?? template.approval,
      category: category ?? template.category,
      rejectionReason: rejectionReason ?? reason,
      updatedAt: new Date(at).toISOString(),
    });
  }
  const gone = deleted ? GONE.deleted : approval === "paused" || approval === "disabled" ? GONE[approval] : null;
  if (gone !== null) failQueued(state, contentSid, gone);
  if (pacing === "release") releaseHeld(world, { state, contentSid, at });
  else if (pacing === "drop") dropHeld(world, { state, contentSid, at });
  else if (pacing !== undefined) state.pacing.set(contentSid, pacing.firstBatch);
}

function changeSender(state: AccountState, order: SenderChange): void {
  const found = state.senders.get(addressOf(order.sender));
  if (!found) throw new RangeError(`${addressOf(order.sender)} is not a sender of the account ${order.accountSid}.`);
  const { status, offlineReasons, quality, messagingLimit, mps } = order;
  const { sender } = found;
  const isOffline = (status ?? sender.status) === "OFFLINE";
  found.sender = {
    ...sender,
    status: status ?? sender.status,
    quality: quality ?? sender.quality,
    messagingLimit: messagingLimit ?? sender.messagingLimit,
    mps: mps ?? sender.mps,
    offlineReasons: isOffline ? (offlineReasons ?? sender.offlineReasons) : undefined,
  };
}

function changeMembership(world: World, { state, order, at }: { state: AccountState; order: MembershipChange; at: number }): void {
  if (state.account.kind !== "sandbox") throw new RangeError(`The account ${order.accountSid} is not a sandbox: nobody joins it.`);
  if (order.joined) join(world, state, addressOf(order.person), at);
  else state.members.delete(addressOf(order.person));
}

function changePerson(state: AccountState, { person, blocked, marketingStop }: PersonChange): void {
  const known = state.people.get(addressOf(person)) ?? { blocked: false, marketingStop: null };
  state.people.set(addressOf(person), {
    blocked: blocked ?? known.blocked,
    marketingStop: marketingStop === undefined ? known.marketingStop : marketingStop,
  });
}
