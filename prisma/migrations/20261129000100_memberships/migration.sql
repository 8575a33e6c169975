-- What one person may do in one account beside their role: rights that are withheld from them, and the most people that one launch of theirs may write to.
alter table "membership" add column "withheld" text[] not null default '{}';
alter table "membership" add column "recipients_max" integer;
alter table "membership" add constraint "membership_recipients_max_check" check ("recipients_max" > 0);

-- A way in for somebody who is not there yet. The link is known by its hash alone, opens once, and not for long.
create table "invitation" (
  "account_id" uuid not null,
  "id" uuid not null default gen_random_uuid(),
  "email" text not null,
  "role" "role" not null,
  "recipients_max" integer,
  "token_hash" bytea not null,
  "invited_by_id" uuid not null,
  "created_at" timestamptz(6) not null default now(),
  "expires_at" timestamptz(6) not null,
  "accepted_at" timestamptz(6),
  "accepted_by_id" uuid,
  "revoked_at" timestamptz(6),
  constraint "invitation_pkey" primary key ("account_id", "id"),
  constraint "invitation_recipients_max_check" check ("recipients_max" > 0),
  constraint "invitation_email_check" check ("email" = lower("email")),
  constraint "invitation_ended_check" check ("accepted_at" is null or "revoked_at" is null),
  constraint "invitation_accepted_check" check (("accepted_at" is null) = ("accepted_by_id" is null)),
  constraint "invitation_account_id_fkey" foreign key ("account_id") references "account" ("id") on delete cascade on update cascade
);

-- The link itself is the only key that a stranger has.
create unique index "invitation_token_key" on "invitation" ("token_hash");
-- Whoever is invited once more gets a new link, and the old one ends: one that waits is enough.
create unique index "invitation_waiting_key" on "invitation" ("account_id", "email") where "accepted_at" is null and "revoked_at" is null;
-- The list on the page of people, newest first.
create index "invitation_recent_idx" on "invitation" ("account_id", "created_at" desc);
