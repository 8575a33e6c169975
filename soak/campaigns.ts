/** What people do during a soak: campaigns one after the other, pauses, new rates, opt-outs, STOPs; each order is remembered. */
import { setTimeout as sleep } from "node:timers/promises";
import { cancelCampaign } from "#lib/commands/cancel-campaign.ts";
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { launchCampaign } from "#lib/commands/launch-campaign.ts";
import { optOutContact } from "#lib/commands/opt-out-contact.ts";
import { pauseCampaign } from "#lib/commands/pause-campaign.ts";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { saveDraft } from "#lib/commands/save-draft.ts";
import { setSenderRate } from "#lib/commands/set-sender-rate.ts";
import { pool } from "#lib/db/connection.ts";
import type { Draw } from "../bench/seeded.ts";
import type { RateFrom } from "./rate-invariant.ts";
import type { CarriedOut } from "./row-invariants.ts";
import type { Stage } from "./stage.ts";

/** People of one campaign, and how many are left of the last one when the next is launched. */
const PEOPLE = 8_000;
const NEXT_WHEN_LEFT = 3_000;
const RATE_MIN = 60;
/** Tries of an order while the database is away, and the wait between them in milliseconds. */
const TRIES_MAX = 60;
const RETRY_MS = 500;
const PAUSE_MAX_MS = 3_000;

type Sender = { id: string; phone: string };

export class Campaigns {
  readonly orders: CarriedOut[] = [];
  readonly doubtful = new Set<string>();
  readonly rates = new Map<string, RateFrom[]>();
  readonly launched: string[] = [];
  stops = 0;
  readonly #stage: Stage;
  readonly #draw: Draw;
  readonly #rateMax: number;
  #senders: Sender[] = [];
  #people = 0;

  constructor(stage: Stage, draw: Draw, rateMax: number) {
    this.#stage = stage;
    this.#draw = draw;
    this.#rateMax = rateMax;
  }

  async begin(): Promise<void> {
    const { rows } = await pool().query<Sender>(`select id, phone from sender where account_id = $1 and status = 'online' order by phone`, [this.#stage.accountId]);
    this.#senders = rows;
    await pool().query(`update sender_gate set mps = $1`, [this.#rateMax]);
    for (const { phone } of rows) this.rates.set(phone, [{ atMs: 0, mps: this.#rateMax }]);
  }

  /** Launches another one when few are left to write to. */
  async launchNext(): Promise<void> {
    if ((await leftToSend()) > NEXT_WHEN_LEFT) return;
    const { accountId, personId } = this.#stage;
    const { rows } = await pool().query<{ listId: string; templateId: string; keys: string[] }>(ADD_PEOPLE, [accountId, this.#people, PEOPLE]);
    this.#people += PEOPLE;
    const [chosen] = rows;
    if (!chosen) throw new Error("There is no approved template to send.");
    const campaignId = await createCampaign(personId, { accountId, name: `Soak ${this.launched.length + 1}` });
    const mapping = Object.fromEntries(chosen.keys.map((key) => [key, { from: "column", column: "Name", fallback: "there" } as const]));
    await saveDraft(personId, { accountId, campaignId }, { listId: chosen.listId, templateId: chosen.templateId, mapping, senderIds: this.#senders.map(({ id }) => id) });
    await this.#order("campaign.launched", campaignId, async () => (await launchCampaign(personId, { accountId, campaignId })).kind === "launched");
    this.launched.push(campaignId);
  }

  /** Does one thing that a person might do. */
  async doSomething(): Promise<void> {
    const luck = this.#draw.next();
    if (luck < 0.12) await this.#pauseAndResume();
    else if (luck < 0.35) await this.#changeRate();
    else if (luck < 0.75) await this.#optOutSomebody();
    else if (luck < 0.98) await this.#writeStop();
    else await this.#cancel();
  }

  /** Lets everything go on that somebody or something stopped. */
  async resumeAll(): Promise<void> {
    const { rows } = await pool().query<{ id: string }>(`select id from campaign where state in ('paused', 'held')`);
    for (const { id } of rows) await this.#move("campaign.resumed", id, resumeCampaign);
  }

  async #pauseAndResume(): Promise<void> {
    const campaignId = await this.#oneRunning();
    if (campaignId === null || !(await this.#move("campaign.paused", campaignId, pauseCampaign))) return;
    await sleep(this.#draw.below(PAUSE_MAX_MS));
    await this.#move("campaign.resumed", campaignId, resumeCampaign);
  }

  async #cancel(): Promise<void> {
    const campaignId = await this.#oneRunning();
    if (campaignId !== null) await this.#move("campaign.cancelled", campaignId, cancelCampaign);
  }

  #move(action: CarriedOut["action"], campaignId: string, move: typeof pauseCampaign): Promise<boolean> {
    const { accountId, personId } = this.#stage;
    return this.#order(action, campaignId, async () => (await move(personId, { accountId, campaignId })).kind === "moved");
  }

  /** A higher rate may show from the moment it is ordered, a lower one must a second after it was taken. */
  async #changeRate(): Promise<void> {
    const { id: senderId, phone } = this.#draw.of(this.#senders);
    const { accountId, personId: actorId } = this.#stage;
    const mps = RATE_MIN + this.#draw.below(this.#rateMax - RATE_MIN + 1);
    const held = this.rates.get(phone) ?? [];
    const before = held.at(-1)?.mps ?? 0;
    if (mps > before) held.push({ atMs: Date.now(), mps });
    await this.#order("sender.rate-set", senderId, async () => (await setSenderRate({ accountId, actorId, senderId, mps })).kind === "set");
    if (mps < before) held.push({ atMs: Date.now(), mps });
  }

  async #optOutSomebody(): Promise<void> {
    const somebody = await this.#somebody();
    if (somebody === null) return;
    const { accountId, personId } = this.#stage;
    await this.#order("contact.opted-out", somebody.id, async () => (await optOutContact(personId, { accountId, contactId: somebody.id }, "asked")).kind === "opted-out");
  }

  /** Over the network, as the person would; it comes once, and may be lost with the worker that it came to. */
  async #writeStop(): Promise<void> {
    const somebody = await this.#somebody();
    if (somebody === null) return;
    this.stops += 1;
    await this.#stage.order("inbound", { accountSid: this.#stage.twilioSid, from: `whatsapp:${somebody.phone}`, to: `whatsapp:${this.#draw.of(this.#senders).phone}`, body: "STOP" });
  }

  /** Somebody whose message waits, or may just be leaving. */
  async #somebody(): Promise<{ id: string; phone: string } | null> {
    const { rows } = await pool().query<{ id: string; phone: string }>(
      `select r.id::text, r.phone from (select account_id, contact_id from message where sender_id = $1 and state = 'queued' order by due_at, id limit 400) as m join contact r on r.account_id = m.account_id and r.id = m.contact_id`,
      [this.#draw.of(this.#senders).id],
    );
    return rows.length === 0 ? null : this.#draw.of(rows);
  }

  async #oneRunning(): Promise<string | null> {
    const { rows } = await pool().query<{ id: string }>(`select id from campaign where state = 'running' order by id`);
    return rows.length === 0 ? null : this.#draw.of(rows).id;
  }

  /** Tries until the database takes it. Whether a lost answer was a yes cannot be told, so that order counts for nothing. */
  async #order(action: CarriedOut["action"], subjectId: string, give: () => Promise<boolean>): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      try {
        const done = await give();
        if (done) this.orders.push({ action, subjectId });
        return done;
      } catch (error) {
        this.doubtful.add(`${action} ${subjectId}`);
        if (tries === TRIES_MAX) throw error;
        await sleep(RETRY_MS);
      }
    }
  }
}

/** Messages that wait or are under way. */
export async function leftToSend(): Promise<number> {
  const { rows } = await pool().query<{ left: number }>(`select count(*)::int as left from message m join campaign c on c.account_id = m.account_id and c.id = m.campaign_id where c.finished_at is null and m.state in ('queued', 'sending')`);
  return rows[0]?.left ?? 0;
}

/** Numbers of the fictional range of Berlin: a list of those behind the first so many. */
const ADD_PEOPLE = `
with l as (insert into contact_list (account_id, name, columns) values ($1, 'People from ' || $2::int, '{Name}') on conflict (account_id, name) do update set columns = excluded.columns returning id),
r as (
  insert into contact (account_id, phone, name, attributes, consent_at)
  select $1, '+493023125' || lpad(n::text, 6, '0'), 'Person ' || n, jsonb_build_object('Name', 'Person ' || n), now() from generate_series($2::int + 1, $2::int + $3::int) as n
  on conflict (account_id, phone) do update set updated_at = now() returning id
),
m as (insert into list_member (account_id, list_id, contact_id) select $1, l.id, r.id from l, r on conflict do nothing),
t as (select id, variables from template where account_id = $1 and status = 'approved' and category = 'utility' order by name limit 1)
select (select id from l) as "listId", t.id as "templateId", array(select v ->> 'key' from jsonb_array_elements(t.variables) as v) as keys from t`;
