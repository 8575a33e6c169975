/** What a REST request can change in an account besides sending: it goes into the log and is made again at the next start. */
import type { SimulatedSender, SimulatedTemplate } from "./fixtures.ts";
import type { ErasedPart } from "./message.ts";
import type { Service } from "./pool.ts";
import { type AccountState, senderState, type World } from "./world.ts";

export type AccountWrite =
  | { what: "template"; template: SimulatedTemplate }
  | { what: "templateGone"; sid: string }
  /** A new sender, or another state of one. */
  | { what: "sender"; sender: SimulatedSender }
  | { what: "senderGone"; sid: string }
  | { what: "service"; service: Service }
  | { what: "serviceGone"; sid: string }
  | { what: "erased"; sid: string; part: ErasedPart };

/** Makes a change and writes it down. */
export function writeDown(world: World, state: AccountState, made: AccountWrite): void {
  world.journal.write({ kind: "write", accountSid: state.account.sid, write: made });
  makeWrite(state, made);
}

/** Makes a change that is written down already. */
export function makeWrite(state: AccountState, made: AccountWrite): void {
  switch (made.what) {
    case "template":
      state.templates.set(made.template.sid, made.template);
      return;
    case "templateGone":
      state.templates.delete(made.sid);
      return;
    case "sender":
      return placeSender(state, made.sender);
    case "senderGone":
      for (const [address, { sender }] of state.senders) if (sender.sid === made.sid) state.senders.delete(address);
      return;
    case "service":
      state.services.set(made.service.sid, made.service);
      return;
    case "serviceGone":
      state.services.delete(made.sid);
      return;
    case "erased":
      return erase(state, made.sid, made.part);
  }
}

/** A deleted message keeps its place, so that pages of lists keep theirs. */
function erase(state: AccountState, sid: string, part: ErasedPart): void {
  const row = state.bySid.get(sid);
  if (row) row.erased = [...(row.erased ?? []), part];
}

/** The queue and the windows of a sender that is known already stay. */
function placeSender(state: AccountState, sender: SimulatedSender): void {
  const fresh = senderState(sender);
  const known = state.senders.get(fresh.address);
  if (known) known.sender = sender;
  else state.senders.set(fresh.address, fresh);
}
