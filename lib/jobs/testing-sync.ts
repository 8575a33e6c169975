/** An account at the simulator whose templates and senders a test may change while it is connected. */
import { connectAccount } from "#lib/commands/connect-account.ts";
import { pool } from "#lib/db/connection.ts";
import { simulatedAccounts, type SimulatedAccount, type SimulatedSender, type SimulatedTemplate } from "#simulator/fixtures.ts";
import { startSimulator, type Simulator } from "#simulator/simulator.ts";

export type ChangingAccount = Omit<SimulatedAccount, "templates" | "senders"> & { templates: SimulatedTemplate[]; senders: SimulatedSender[] };

export type SyncWorld = {
  simulator: Simulator;
  account: ChangingAccount;
  accountId: string;
  /** Changes what the account has, and makes the simulator look again. */
  change: (work: (account: ChangingAccount) => void) => void;
};

/** A copy of the live account, connected. Needs a database from `freshDatabase`. */
export async function openSyncWorld(): Promise<SyncWorld> {
  const account = copyOf(simulatedAccounts[1]);
  const simulator = await startSimulator({ latencyMs: 0, accounts: [account] });
  const accountId = await connect(account, simulator.url);
  return {
    simulator,
    account,
    accountId,
    change: (work) => {
      work(account);
      simulator.reset();
    },
  };
}

export function copyOf(account: SimulatedAccount): ChangingAccount {
  return structuredClone(account) as ChangingAccount;
}

/** Connects an account of the simulator under its own SID. */
export async function connect(account: SimulatedAccount | ChangingAccount, url: string, slug = `simulated-${account.kind}`): Promise<string> {
  const { sid: twilioSid, authToken, kind, name } = account;
  const result = await connectAccount({ slug, name, kind, simulated: true, twilioSid, authToken, apiKey: null, sandboxJoinWords: null, sandboxMembers: [] }, url);
  if (result.kind !== "connected") throw new Error(result.sentence);
  return result.accountId;
}

/** The first template of a status at Twilio. */
export function templateIn(account: ChangingAccount, approval: SimulatedTemplate["approval"] = "approved", category?: SimulatedTemplate["category"]): SimulatedTemplate {
  const template = account.templates.find((each) => each.approval === approval && (category === undefined || each.category === category));
  if (!template) throw new Error(`The account has no template that is ${approval}.`);
  return template;
}

/** As many templates as wanted, made from the first. */
export function manyTemplates(account: ChangingAccount, count: number): SimulatedTemplate[] {
  const model = templateIn(account);
  return Array.from({ length: count }, (_, n) => ({ ...model, sid: `HX${n.toString(16).padStart(32, "0")}`, name: `${model.name}_${n}` }));
}

export type LoggedChange = { name: string; kind: string; before: string | null; after: string | null };

/** Every change that was logged, in the order in which it was. */
export async function loggedChanges(accountId: string): Promise<LoggedChange[]> {
  const { rows } = await pool().query<LoggedChange>(`select name, kind, before, after from sync_change where account_id = $1 order by id`, [accountId]);
  return rows;
}

/** What the machine itself put into the audit about templates and senders. */
export async function auditedChanges(accountId: string): Promise<string[]> {
  const { rows } = await pool().query<{ action: string }>(`select action from audit_event where account_id = $1 and actor_id is null and subject_kind in ('template', 'sender') order by id`, [accountId]);
  return rows.map(({ action }) => action);
}

/** Everything that is known of the account's templates and senders, to see that nothing moved. */
export async function everythingKnown(accountId: string): Promise<string> {
  const { rows } = await pool().query<{ all: string }>(
    `select coalesce((select jsonb_agg(to_jsonb(t) || jsonb_build_object('version', t.xmin::text) order by id) from template t where account_id = $1), '[]')::text
         || coalesce((select jsonb_agg(to_jsonb(s) || jsonb_build_object('version', s.xmin::text) order by id) from sender s where account_id = $1), '[]')::text as all`,
    [accountId],
  );
  return rows[0]?.all ?? "";
}
