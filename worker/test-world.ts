/** A whole Drumbeat in one test: a simulator on a free port, its live account connected, people on a list, a campaign launched. */
import { connectAccount } from "#lib/commands/connect-account.ts";
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { launchCampaign } from "#lib/commands/launch-campaign.ts";
import { saveDraft } from "#lib/commands/save-draft.ts";
import { pool } from "#lib/db/connection.ts";
import { openDrain, type OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { openIngress, type OpenIngress } from "#lib/ingress/open-ingress.ts";
import type { RefusalCounts } from "#lib/domain/refusal-counts.ts";
import { settings } from "#lib/env.ts";
import { simulatedAccounts, type SimulatedAccount } from "#simulator/fixtures.ts";
import { startSimulator, type Simulator, type SimulatorOptions } from "#simulator/simulator.ts";
import { startListener, type Listener } from "./listener.ts";

/** What a launch needs. */
export type LaunchWorld = { accountId: string; personId: string };

export type TestWorld = LaunchWorld & {
  simulator: Simulator;
  listener: Listener;
  publicBaseUrl: string;
  /** What the listener refused, by reason. */
  refusals: () => RefusalCounts;
  account: SimulatedAccount;
  close: () => Promise<void>;
};

/** Fast enough for a test, in the order in which a real network does it, in milliseconds. */
const DELAYS: NonNullable<SimulatorOptions["delays"]> = { sent: [5, 20], delivered: [20, 60], read: [50, 150] };
const ACTOR_EMAIL = "ana@example.test";

/** Needs an empty database from `freshDatabase`. */
export async function openTestWorld(options: SimulatorOptions & { bodyWithinMs?: number } = {}): Promise<TestWorld> {
  const simulator = await startSimulator({ latencyMs: 5, delays: DELAYS, ...options });
  let ingress: OpenIngress | undefined;
  const world = () => (ingress ??= openIngress({ publicBaseUrl, callbackKey: settings().encryptionKey }));
  const listener = await startListener(0, world, options.bodyWithinMs);
  const publicBaseUrl = `http://127.0.0.1:${listener.port}`;
  const account = live();
  const connected = await connectAccount(connectable(account), simulator.url);
  if (connected.kind !== "connected") throw new Error(connected.sentence);
  const { rows } = await pool().query<{ id: string }>(`insert into person (email, name, password_hash) values ($1, 'Ana', 'none') on conflict (email) do update set name = 'Ana' returning id`, [ACTOR_EMAIL]);
  const close = async () => {
    await simulator.stop();
    await listener.close();
    await ingress?.close();
  };
  return { simulator, listener, publicBaseUrl, refusals: () => world().refusals, account, accountId: connected.accountId, personId: rows[0]?.id ?? "", close };
}

/** The simulator's live account, of which tests write. */
export function live(): SimulatedAccount {
  const account = simulatedAccounts.find((each) => each.kind === "live");
  if (!account) throw new Error("The simulator has no live account.");
  return account;
}

/** A simulated account as `connectAccount` takes it. */
export function connectable(account: SimulatedAccount) {
  return {
    slug: account.kind,
    name: account.name,
    kind: account.kind,
    simulated: true,
    twilioSid: account.sid,
    authToken: account.authToken,
    apiKey: { sid: account.apiKeySid, secret: account.apiKeySecret },
    sandboxJoinWords: account.joinWords,
    sandboxMembers: [...account.members],
  };
}

export type Launched = { campaignId: string; queued: number };

/** Imports `people` with numbers of the fictional range of Berlin, and launches a utility template to them from the first `senders` senders at `mps`. */
export async function launchTo(world: LaunchWorld, launch: { people: number; mps: number; senders?: number; canarySize?: number }): Promise<Launched> {
  const { accountId, personId } = world;
  await pool().query(`update sender_gate set mps = $2 where account_id = $1`, [accountId, launch.mps]);
  const { rows } = await pool().query<{ listId: string; templateId: string; senderIds: string[] }>(
    `
    with l as (insert into contact_list (account_id, name, columns) values ($1, 'People ' || gen_random_uuid(), '{Name}') returning id),
    r as (
      insert into contact (account_id, phone, name, attributes, consent_at)
      select $1, '+493023125' || lpad(n::text, 6, '0'), 'Person ' || n, jsonb_build_object('Name', 'Person ' || n), now() from generate_series(1, $2::int) as n
      on conflict (account_id, phone) do update set updated_at = now() returning id
    ),
    m as (insert into list_member (account_id, list_id, contact_id) select $1, l.id, r.id from l, r)
    select (select id from l) as "listId",
           (select id from template where account_id = $1 and status = 'approved' and category = 'utility' order by name limit 1) as "templateId",
           (select array_agg(id) from (select id from sender where account_id = $1 and status = 'online' order by phone limit $3) as s) as "senderIds"
    `,
    [accountId, launch.people, launch.senders ?? 1],
  );
  const chosen = rows[0];
  if (!chosen) throw new Error("Nothing to launch with.");
  const campaignId = await createCampaign(personId, { accountId, name: "Test" });
  const ref = { accountId, campaignId };
  const { rows: templates } = await pool().query<{ variables: { key: string }[] }>(`select variables from template where id = $1`, [chosen.templateId]);
  const mapping = Object.fromEntries((templates[0]?.variables ?? []).map(({ key }) => [key, { from: "column", column: "Name", fallback: "there" } as const]));
  await saveDraft(personId, ref, { ...chosen, mapping, canarySize: launch.canarySize ?? null });
  const result = await launchCampaign(personId, ref);
  if (result.kind !== "launched") throw new Error(`Not launched: ${JSON.stringify(result)}`);
  return { campaignId, queued: result.counts.queued };
}

/** A drain like the worker's, reporting to the test's listener. */
export function drainOf(world: TestWorld, worker: string): OpenDrain {
  return openDrain({ departureLog: null, worker, publicBaseUrl: world.publicBaseUrl, twilioApiBaseUrl: world.simulator.url, callbackKey: settings().encryptionKey, say: () => undefined });
}

/** Sends until nothing is queued or on its way any more. */
export async function drainAll(world: TestWorld): Promise<void> {
  const drain = drainOf(world, "drain");
  const stop = new AbortController();
  const ended = runDrain(drain.world, stop.signal);
  await until(async () => (await pool().query(`select 1 from message where state in ('queued', 'sending')`)).rowCount, (left) => left === 0);
  stop.abort();
  await ended;
  await drain.close();
}

/** How many messages of a campaign stand in each sending state. */
export async function statesOf(campaignId: string): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ state: string; n: number }>(`select state, count(*)::int as n from message where campaign_id = $1 group by state`, [campaignId]);
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}

/** Waits until `holds` does, looking often; fails after `seconds` with what it last saw. */
export async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean, seconds = 40): Promise<T> {
  const endMs = performance.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > endMs) throw new Error(`Not within ${seconds} s: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
