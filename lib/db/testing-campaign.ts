/** A running campaign in an empty database, written straight into the tables: the smallest world a claim can work in. */
import type { Queryable } from "./connection.ts";

export type SeededCampaign = { accountId: string; campaignId: string; senderId: string; contactIds: string[] };

/** One account, one sender at `mps`, one running campaign with `people` queued messages. Numbers are of the range that Germany sets aside for media. */
export async function seedCampaign(db: Queryable, seed: { people: number; mps: number }): Promise<SeededCampaign> {
  const { rows } = await db.query<SeededCampaign>(
    `
    with a as (
      insert into account (slug, name, kind, twilio_sid, auth_token_cipher)
      select 'live-' || n, 'Live', 'live', 'AC' || lpad(to_hex(n), 32, '0'), 'none' from (select count(*)::int + 1 as n from account) as known returning id
    ),
    s as (insert into sender (account_id, phone, name, status) select id, '+4930230012345', 'Shop', 'online' from a returning account_id, id),
    g as (insert into sender_gate (sender_id, account_id, mps) select id, account_id, $2::float8 from s),
    t as (
      insert into template (account_id, content_sid, name, language, category, status, content, variables)
      select id, 'HX' || repeat('b', 32), 'voucher', 'en', 'utility', 'approved', '{}', '[]' from a returning account_id, id
    ),
    r as (
      insert into contact (account_id, phone) select a.id, '+4930230' || (200000 + n) from a, generate_series(1, $1::int) as n returning account_id, id
    ),
    c as (
      insert into campaign (account_id, name, state, template_id, audience, queued, launched_at, expires_at)
      select t.account_id, 'Autumn', 'running', t.id, $1, $1, now(), now() + interval '1 day' from t returning account_id, id
    ),
    cs as (insert into campaign_sender select c.account_id, c.id, s.id from c, s),
    m as (
      insert into message (account_id, campaign_id, contact_id, sender_id, expires_at)
      select c.account_id, c.id, r.id, s.id, now() + interval '1 day' from c, s, r order by r.id
    )
    select c.account_id as "accountId", c.id as "campaignId", s.id as "senderId", (select array_agg(r.id::text order by r.id) from r) as "contactIds" from c, s
    `,
    [seed.people, seed.mps],
  );
  const seeded = rows[0];
  if (!seeded) throw new Error("The seed wrote nothing.");
  return seeded;
}
