/** A shop with a live and a sandbox account, written straight into the tables: people with every reason to get a message, and to get none. */
import type { AccountKind, TemplateCategory } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export type SeededShop = {
  accountId: string;
  personId: string;
  /** Both utility and marketing say `Hi {{1}}, {{2}} off.` */
  templates: Record<TemplateCategory, string>;
  listId: string;
  /** By first name. */
  contacts: Record<string, string>;
  senderIds: string[];
};

/** Numbers are of the ranges that Germany and the United States set aside for fiction. Columns: First name, City. */
const PEOPLE = [
  { phone: "+4930230201001", name: "Ana", city: "Berlin", country: "DE", consent: true, optedOut: false, joined: true },
  { phone: "+4930230201002", name: "Omar", city: "  ", country: "DE", consent: true, optedOut: false, joined: true },
  { phone: "+4930230201003", name: "Vera", city: "Hamburg", country: "DE", consent: true, optedOut: true, joined: true },
  { phone: "+4930230201004", name: "Tom", city: "Bremen", country: "DE", consent: false, optedOut: false, joined: false },
  { phone: "+12025550105", name: "Sue", city: "Washington", country: "US", consent: true, optedOut: false, joined: false },
];

/** One account of the kind, with its people on the list "Newsletter", two online senders at 80 and 20 per second, and three approved templates. */
export async function seedShop(db: Queryable, kind: AccountKind): Promise<SeededShop> {
  const { rows } = await db.query<SeededShop>(
    `
    with who as (insert into person (email, name, password_hash) values ($1 || '@shop.test', 'Ines', 'none') returning id),
    a as (
      insert into account (slug, name, kind, twilio_sid, auth_token_cipher)
      select $1 || '-' || n, 'Shop', $1::account_kind, 'AC' || lpad(to_hex(n), 32, '0'), 'none' from (select count(*)::int + 1 as n from account) as known returning id
    ),
    s as (insert into sender (account_id, phone, name, status) select id, phone, name, 'online' from a, (values ('+4930230012345', 'Shop'), ('+4930230012346', 'Orders')) as v(phone, name) returning account_id, id, phone),
    g as (insert into sender_gate (sender_id, account_id, mps) select id, account_id, case when phone like '%45' then 80 else 20 end from s),
    t as (
      insert into template (account_id, content_sid, name, language, category, status, content, variables)
      select id, 'HX' || md5($1 || category), category || '_voucher', 'en', category, 'approved', '{"body":"Hi {{1}}, {{2}} off.","header":null,"footer":null,"buttons":[]}', '[{"key":"1","sample":"Ana"},{"key":"2","sample":"10 %"}]'
      from a, unnest(enum_range(null::template_category)) as category returning category, id
    ),
    p as (select * from jsonb_to_recordset($2::jsonb) as v(phone text, name text, city text, country text, consent boolean, "optedOut" boolean, joined boolean)),
    r as (
      insert into contact (account_id, phone, name, country, attributes, consent_at, opted_out_at)
      select a.id, p.phone, p.name, p.country, jsonb_build_object('First name', p.name, 'City', p.city), case when p.consent then now() end, case when p."optedOut" then now() end
      from a, p order by p.phone returning account_id, id, name
    ),
    l as (insert into contact_list (account_id, name, columns) select id, 'Newsletter', '{First name,City}' from a returning account_id, id),
    lm as (insert into list_member (account_id, list_id, contact_id) select l.account_id, l.id, r.id from l, r),
    j as (
      insert into sandbox_member (account_id, phone, joined_at, expires_at)
      select a.id, p.phone, now() - interval '1 day', now() + case when p.name = 'Omar' then interval '-1 hour' else interval '2 days' end from a, p where p.joined
    )
    select a.id as "accountId", (select id from who) as "personId", (select id from l) as "listId",
           (select jsonb_object_agg(category, id) from t) as templates,
           (select jsonb_object_agg(name, id::text) from r) as contacts,
           (select array_agg(id order by phone) from s) as "senderIds"
    from a
    `,
    [kind, JSON.stringify(PEOPLE)],
  );
  const seeded = rows[0];
  if (!seeded) throw new Error("The seed wrote nothing.");
  return seeded;
}
