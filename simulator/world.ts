/** Everything the simulator knows, and the few ways to look into it. */
import { Agenda } from "./agenda.ts";
import { machineTime } from "./clock.ts";
import { Courier } from "./courier.ts";
import { credentialsOf } from "./credentials.ts";
import { type Faults, faultsFrom } from "./faults.ts";
import type { SimulatedAccount, SimulatedSender, SimulatedTemplate } from "./fixtures.ts";
import { Journal } from "./journal.ts";
import { noUsage, type Usage } from "./limits.ts";
import type { InboundMessage, Message } from "./message.ts";
import type { SimulatorSettings } from "./options.ts";
import type { LogEntry } from "./request-log.ts";
import type { Service } from "./pool.ts";

export type SenderState = {
  sender: SimulatedSender;
  /** `whatsapp:+…` */
  address: string;
  /** When its queue will have let go of everything that is in it: ms since 1970. */
  freeAt: number;
  /** When the sandbox's pace allows the next request without borrowing: ms since 1970. */
  paceAt: number;
  /** By a person's address: until when free-form messages may be sent. */
  windows: Map<string, number>;
};

export type AccountState = {
  account: SimulatedAccount;
  senders: Map<string, SenderState>;
  templates: Map<string, SimulatedTemplate>;
  /** Messaging Services by SID. */
  services: Map<string, Service>;
  /** By Messaging Service and person: who has told it to stop. */
  optedOut: Set<string>;
  /** Outbound and inbound, in order of creation. */
  rows: (Message | InboundMessage)[];
  bySid: Map<string, Message | InboundMessage>;
  byRecipient: Map<string, (Message | InboundMessage)[]>;
  /** By a person's address: until when they are joined to the sandbox. */
  members: Map<string, number>;
  inboundUrl: string | null;
  /** By SID of a template that Meta paces: how many more messages pass before the others are held. */
  pacing: Map<string, number>;
  usage: Usage;
  /** By address: those of whom something is known. */
  people: Map<string, { blocked: boolean; marketingStop: number | null }>;
};

export type World = {
  /** Without a slash at its end; empty until it listens. */
  url: string;
  /** False while a log is read. */
  isRunning: boolean;
  settings: SimulatorSettings;
  /** ms since 1970, with fraction, never going back while the process lives. */
  clock: () => number;
  /** How far the clock was moved ahead of the machine's. */
  advance: { ms: number };
  agenda: Agenda;
  courier: Courier;
  journal: Journal;
  entries: LogEntry[];
  messages: Message[];
  accounts: Map<string, AccountState>;
  /** By what follows `Basic ` in an Authorization header. */
  credentials: Map<string, AccountState>;
  /** REST requests in hand, by account SID. */
  inHand: Map<string, number>;
  /** Messages creates received. */
  creates: number;
  /** Creates whose headers came, read or not. */
  begun: number;
  faults: Faults;
  movesToCome: number;
  /** Webhooks that have not come to their end. */
  underWay: number;
  whenQuiet: (() => void)[];
};

const WHATSAPP = "whatsapp:";
const HOUR_MS = 3_600_000;
const MEMBERSHIP_MS = 72 * HOUR_MS;
const WINDOW_MS = 24 * HOUR_MS;

export function newWorld(settings: SimulatorSettings): World {
  const advance = { ms: 0 };
  const clock = () => machineTime() + advance.ms;
  const agenda = new Agenda(clock);
  const accounts = new Map(settings.accounts.map((account) => [account.sid, accountState(account, settings)]));
  const world: World = {
    url: "",
    isRunning: false,
    settings,
    clock,
    advance,
    agenda,
    courier: new Courier(),
    journal: new Journal(settings.logFile),
    entries: [],
    messages: [],
    accounts,
    credentials: new Map(Array.from(accounts.values(), (state) => credentialsOf(state.account).map((pair) => [pair, state] as const)).flat()),
    inHand: new Map(),
    creates: 0,
    begun: 0,
    faults: faultsFrom(settings.faults),
    movesToCome: 0,
    underWay: 0,
    whenQuiet: [],
  };
  joinMembers(world);
  return world;
}

function accountState(account: SimulatedAccount, settings: SimulatorSettings): AccountState {
  return {
    account,
    senders: new Map(account.senders.map((sender) => [`whatsapp:${sender.phone}`, senderState(sender)])),
    templates: new Map(account.templates.map((template) => [template.sid, template])),
    services: new Map(),
    optedOut: new Set(),
    rows: [],
    bySid: new Map(),
    byRecipient: new Map(),
    members: new Map(),
    inboundUrl: settings.inboundUrls[account.sid] ?? null,
    pacing: new Map(),
    usage: noUsage(),
    people: new Map(),
  };
}

export function senderState(sender: SimulatedSender): SenderState {
  return { sender, address: `whatsapp:${sender.phone}`, freeAt: 0, paceAt: 0, windows: new Map() };
}

/** Forgets every request, message and fault. Where inbound messages go is a setting, and stays. */
export function forgetEverything(world: World): void {
  world.agenda.clear();
  void world.courier.close();
  world.courier = new Courier();
  world.journal.clear();
  if (world.advance.ms > 0) world.journal.write({ kind: "clock", advanceMs: world.advance.ms });
  world.entries = [];
  world.messages = [];
  world.creates = 0;
  world.begun = 0;
  world.faults = faultsFrom({});
  world.movesToCome = 0;
  world.underWay = 0;
  for (const [sid, state] of world.accounts) {
    Object.assign(state, { ...accountState(state.account, world.settings), inboundUrl: state.inboundUrl });
    if (state.inboundUrl !== null) world.journal.write({ kind: "inboundUrl", accountSid: sid, url: state.inboundUrl });
  }
  joinMembers(world);
  settleQuiet(world);
}

/** Every member of a sandbox writes its join words again. */
function joinMembers(world: World): void {
  for (const state of world.accounts.values()) {
    for (const phone of state.account.members) {
      join(world, state, `whatsapp:${phone}`);
      for (const sender of state.senders.values()) openWindow(world, sender, { person: `whatsapp:${phone}`, at: world.clock() });
    }
  }
}

export function join(world: World, state: AccountState, person: string, at: number = world.clock()): void {
  state.members.set(person, at + MEMBERSHIP_MS / world.settings.speed);
}

export function openWindow(world: World, sender: SenderState, { person, at }: { person: string; at: number }): void {
  sender.windows.set(person, at + WINDOW_MS / world.settings.speed);
}

/** Enters a message in the books of its account. */
export function enter(state: AccountState, row: Message | InboundMessage): void {
  const to = row.direction === "inbound" ? row.to : (row.entry.to ?? "");
  state.rows.push(row);
  state.bySid.set(row.sid, row);
  const earlier = state.byRecipient.get(to);
  if (earlier) earlier.push(row);
  else state.byRecipient.set(to, [row]);
}

/** Tells those who wait for quiet, if it is. */
export function settleQuiet(world: World): void {
  if (world.movesToCome > 0 || world.underWay > 0) return;
  for (const tell of world.whenQuiet.splice(0)) tell();
}

/** A number with the channel's prefix. */
export function addressOf(phone: string): string {
  return phone.startsWith(WHATSAPP) ? phone : WHATSAPP + phone;
}
