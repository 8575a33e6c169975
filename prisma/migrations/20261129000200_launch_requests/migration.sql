-- From how many people on a launch of this account needs a second person; null is never.
alter table "account" add column "approve_above" integer;
alter table "account" add constraint "account_approve_above_check" check ("approve_above" > 0);

-- The most people that whoever scheduled a campaign could launch to: its start allows a few more than were agreed to, and never more than this.
alter table "campaign" add column "people_max" integer;

-- A launch that somebody may not do alone, as it was when they asked, and what somebody else said.
create table "launch_request" (
  "account_id" uuid not null,
  "campaign_id" uuid not null,
  "id" uuid not null default gen_random_uuid(),
  "requested_by_id" uuid not null,
  "requested_at" timestamptz(6) not null default now(),
  "people" integer not null,
  "revision" text not null,
  "note" text not null default '',
  "decided_at" timestamptz(6),
  "decided_by_id" uuid,
  "approved" boolean,
  "reason" text not null default '',
  constraint "launch_request_pkey" primary key ("account_id", "campaign_id", "id"),
  constraint "launch_request_people_check" check ("people" > 0),
  constraint "launch_request_decided_check" check (("decided_at" is null) = ("approved" is null) and ("decided_at" is null) = ("decided_by_id" is null)),
  -- Four eyes: nobody approves what they asked for.
  constraint "launch_request_two_people_check" check ("approved" is distinct from true or "decided_by_id" <> "requested_by_id"),
  constraint "launch_request_campaign_fkey" foreign key ("account_id", "campaign_id") references "campaign" ("account_id", "id") on delete cascade on update cascade
);

-- One question at a time for a campaign; also what the overview asks for.
create unique index "launch_request_open_key" on "launch_request" ("account_id", "campaign_id") where "decided_at" is null;
