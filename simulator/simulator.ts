/** A Twilio and a WhatsApp network of our own, as a real HTTP server. */
import { type Change, change } from "./changes.ts";
import { advance, type Time, timeOf } from "./clock.ts";
import { answerControl } from "./control.ts";
import { type Door, doorOf } from "./door.ts";
import { type FaultFunction, type FaultPlan, faultsFrom } from "./faults.ts";
import { resetsUnread } from "./first-look.ts";
import type { SimulatedAccount } from "./fixtures.ts";
import { type Inbound, type InboundResult, receive } from "./inbound.ts";
import { type Message, type SimulatedStatus, statusOf } from "./message.ts";
import { settingsFrom, type SimulatorOptions } from "./options.ts";
import { type PhonePage, phonesOf } from "./phones.ts";
import type { LogPage } from "./request-log.ts";
import { answerRest } from "./rest.ts";
import { resume } from "./resume.ts";
import { listen, type ServedRequest } from "./server.ts";
import { type SimulatorStats, type StatsFilter, statsOf } from "./stats.ts";
import { forgetEverything, newWorld, settleQuiet, type World } from "./world.ts";

export type { SimulatorOptions } from "./options.ts";

/** `since` is the first index wanted, by default 0; `limit` is 1,000 by default and 10,000 at most. */
export type Page = { since?: number; limit?: number };

export type MessageView = {
  sid: string;
  accountSid: string;
  from: string;
  to: string;
  callbackUrl: string | null;
  status: SimulatedStatus;
  errorCode: number | null;
  /** ms since 1970, with fraction. */
  acceptedAt: number;
};
/** Ask for `since: next` to go on. */
export type MessagePage = { messages: MessageView[]; next: number; total: number };

export type Simulator = {
  /** Without a slash at its end. Every Twilio host is this one. */
  url: string;
  port: number;
  accounts: readonly SimulatedAccount[];
  /** Answers nothing more and closes the log, within a second. What was under way goes on at the next start with the same log. */
  stop(): Promise<void>;
  log(page?: Page): LogPage;
  messages(page?: Page): MessagePage;
  stats(filter?: StatsFilter): SimulatorStats;
  /** The conversations that moved last. */
  phones(filter?: { accountSid?: string | undefined }): PhonePage;
  setFaults(faults: FaultFunction | FaultPlan): void;
  /** Throws a RangeError for an unknown account. */
  setInboundUrl(accountSid: string, url: string): void;
  /** A person writes to a sender. Throws a RangeError for an unknown account or sender. */
  receive(inbound: Inbound): Promise<InboundResult>;
  /** The listening port, to refuse connections for a while. */
  door: Door;
  /** Moves the clock forward: what was due in between happens now. */
  advance(seconds: number): Time;
  time(): Time;
  /** Changes a template, a sender, a membership or a person. Throws a RangeError for what does not exist. */
  change(change: Change): void;
  /** How many messages will still change by themselves, and how many webhooks and slow answers are under way: what `quiet` waits for, and cheap to ask again and again. */
  pending(): { movesToCome: number; underWay: number };
  /** Resolves when no message will change by itself and no webhook is under way. */
  quiet(): Promise<void>;
  /** Forgets every request, message and fault; sandbox members are joined again. */
  reset(): void;
};

const PAGE_USUAL = 1_000;
const PAGE_MAX = 10_000;

/** Starts a simulator and resolves when it listens. Rejects when the port is taken, the log cannot be opened or an option cannot be. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = settingsFrom(options);
  const world = newWorld(settings);
  resume(world);
  const { server, port } = await listen({
    host: settings.host,
    port: settings.port,
    clock: world.clock,
    latencyMs: () => settings.latencyMs * (0.5 + Math.random()),
    beforeAnswer: () => world.journal.flush(),
    keepAliveMs: settings.keepAliveMs,
    resetsUnread: (head) => resetsUnread(world, head),
    rest: (request) => answerRest(world, { ...request, base: `http://${request.headers.host}` }),
    control,
  });
  world.url = `http://${settings.host}:${port}`;
  const door = doorOf(server, { host: settings.host, port });
  const simulator: Simulator = {
    url: world.url,
    port,
    accounts: settings.accounts,
    door,
    stop: async () => {
      world.agenda.clear();
      await Promise.all([door.close(), world.courier.close()]);
      world.journal.close();
    },
    log: (page) => logPage(world, page),
    messages: (page) => messagePage(world, page),
    stats: (filter) => statsOf(world.entries, world.messages, filter),
    phones: (filter) => phonesOf(world, filter),
    setFaults: (faults) => {
      world.faults = faultsFrom(faults);
    },
    setInboundUrl: (accountSid, url) => setInboundUrl(world, accountSid, url),
    receive: (inbound) => receive(world, inbound),
    advance: (seconds) => advance(world, seconds),
    time: () => timeOf(world),
    change: (order) => change(world, order),
    pending: () => ({ movesToCome: world.movesToCome, underWay: world.underWay }),
    quiet: () => quiet(world),
    reset: () => forgetEverything(world),
  };
  function control(request: ServedRequest) {
    return answerControl(simulator, request);
  }
  return simulator;
}

function logPage(world: World, page: Page = {}): LogPage {
  const { start, end } = boundsOf(page, world.entries.length);
  return { entries: world.entries.slice(start, end), next: end, total: world.entries.length };
}

function messagePage(world: World, page: Page = {}): MessagePage {
  const { start, end } = boundsOf(page, world.messages.length);
  return { messages: world.messages.slice(start, end).map(messageView), next: end, total: world.messages.length };
}

function boundsOf({ since = 0, limit = PAGE_USUAL }: Page, total: number): { start: number; end: number } {
  const start = Math.min(since, total);
  return { start, end: Math.min(start + Math.min(limit, PAGE_MAX), total) };
}

function messageView(message: Message): MessageView {
  const { entry } = message;
  return {
    sid: message.sid,
    accountSid: entry.accountSid ?? "",
    from: entry.from ?? "",
    to: entry.to ?? "",
    callbackUrl: entry.callbackUrl,
    status: statusOf(message),
    errorCode: message.moves.at(-1)?.code ?? null,
    acceptedAt: entry.acceptedAt ?? 0,
  };
}

function setInboundUrl(world: World, accountSid: string, url: string): void {
  const state = world.accounts.get(accountSid);
  if (!state) throw new RangeError(`There is no simulated account ${accountSid}.`);
  state.inboundUrl = url;
  world.journal.write({ kind: "inboundUrl", accountSid, url });
}

function quiet(world: World): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  world.whenQuiet.push(resolve);
  settleQuiet(world);
  return promise;
}
