-- Campaigns, one message per person, and every try to send one.

CREATE TYPE campaign_state AS ENUM ('draft', 'scheduled', 'running', 'paused', 'held', 'completed', 'cancelled');
CREATE TYPE sending_state AS ENUM ('queued', 'sending', 'accepted', 'rejected', 'suppressed', 'cancelled', 'expired', 'unknown');
CREATE TYPE delivery_state AS ENUM ('none', 'queued', 'sending', 'sent', 'canceled', 'undelivered', 'failed', 'delivered', 'read');
CREATE TYPE attempt_outcome AS ENUM ('open', 'accepted', 'rejected', 'not_sent', 'ambiguous', 'unconfirmed', 'assumed', 'released_by_person');
CREATE TYPE suppression_reason AS ENUM ('opted_out', 'no_consent', 'us_marketing', 'not_joined', 'variable_missing', 'no_sender');

CREATE TABLE campaign (
    account_id UUID NOT NULL,
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    name TEXT NOT NULL,
    state campaign_state NOT NULL DEFAULT 'draft',
    template_id UUID,
    list_id UUID,
    mapping JSONB NOT NULL DEFAULT '{}',
    audience INTEGER NOT NULL DEFAULT 0,
    queued INTEGER NOT NULL DEFAULT 0,
    suppressed JSONB NOT NULL DEFAULT '{}',
    created_by_id UUID,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    launched_at TIMESTAMPTZ(6),
    expires_at TIMESTAMPTZ(6),
    finished_at TIMESTAMPTZ(6),

    CONSTRAINT campaign_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE campaign_sender (
    account_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    sender_id UUID NOT NULL,

    CONSTRAINT campaign_sender_pkey PRIMARY KEY (account_id,campaign_id,sender_id)
);

CREATE TABLE message (
    account_id UUID NOT NULL,
    id BIGSERIAL NOT NULL,
    campaign_id UUID NOT NULL,
    contact_id BIGINT NOT NULL,
    sender_id UUID,
    state sending_state NOT NULL DEFAULT 'queued',
    delivery delivery_state NOT NULL DEFAULT 'none',
    suppression suppression_reason,
    variables JSONB NOT NULL DEFAULT '{}',
    error_code INTEGER,
    due_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT message_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE attempt (
    account_id UUID NOT NULL,
    message_id BIGINT NOT NULL,
    n SMALLINT NOT NULL,
    claim_token UUID NOT NULL,
    worker TEXT NOT NULL,
    slot_at TIMESTAMPTZ(6) NOT NULL,
    departed_at TIMESTAMPTZ(6),
    outcome attempt_outcome NOT NULL DEFAULT 'open',
    message_sid TEXT,
    error_code INTEGER,
    detail TEXT,
    settled_at TIMESTAMPTZ(6),

    CONSTRAINT attempt_pkey PRIMARY KEY (account_id,message_id,n)
);

CREATE TABLE campaign_tally (
    account_id UUID NOT NULL,
    campaign_id UUID NOT NULL,
    bucket_at TIMESTAMPTZ(6) NOT NULL,
    shard SMALLINT NOT NULL,
    accepted INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    unknown INTEGER NOT NULL DEFAULT 0,
    cancelled INTEGER NOT NULL DEFAULT 0,
    expired INTEGER NOT NULL DEFAULT 0,
    suppressed INTEGER NOT NULL DEFAULT 0,
    sent INTEGER NOT NULL DEFAULT 0,
    delivered INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0,
    undelivered INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT campaign_tally_pkey PRIMARY KEY (account_id,campaign_id,bucket_at,shard)
);

CREATE TABLE sender_second (
    account_id UUID NOT NULL,
    sender_id UUID NOT NULL,
    second_at TIMESTAMPTZ(6) NOT NULL,
    shard SMALLINT NOT NULL,
    departed INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT sender_second_pkey PRIMARY KEY (account_id,sender_id,second_at,shard)
);

-- The list of campaigns, newest first.
CREATE INDEX campaign_recent_idx ON campaign(account_id, created_at DESC);
-- The claim: what one sender may send now, in order. No other index may name `state`, or settling stops being cheap.
CREATE INDEX message_due_idx ON message(sender_id, due_at, id) WHERE (state = 'queued'::sending_state);
-- One message per person and campaign, whatever the code does. Also: the report pages through a campaign.
CREATE UNIQUE INDEX message_once_key ON message(campaign_id, contact_id);
-- The reaper looks for attempts that nobody settled.
CREATE INDEX attempt_open_idx ON attempt(slot_at) WHERE (outcome = 'open'::attempt_outcome);
-- The list of sends that need a person.
CREATE INDEX attempt_attention_idx ON attempt(account_id, message_id) WHERE (outcome = ANY (ARRAY['ambiguous'::attempt_outcome, 'unconfirmed'::attempt_outcome]));
-- Never twice: a second try cannot be written while the first may have been taken.
CREATE UNIQUE INDEX attempt_live_key ON attempt(account_id, message_id) WHERE (outcome = ANY (ARRAY['open'::attempt_outcome, 'accepted'::attempt_outcome, 'ambiguous'::attempt_outcome, 'unconfirmed'::attempt_outcome, 'assumed'::attempt_outcome]));
-- A callback or a list entry finds its attempt.
CREATE UNIQUE INDEX attempt_message_sid_key ON attempt(message_sid) WHERE (message_sid IS NOT NULL);

ALTER TABLE campaign
  ADD CONSTRAINT campaign_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE campaign
  ADD CONSTRAINT campaign_account_id_template_id_fkey FOREIGN KEY (account_id, template_id) REFERENCES template(account_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE campaign
  ADD CONSTRAINT campaign_account_id_list_id_fkey FOREIGN KEY (account_id, list_id) REFERENCES contact_list(account_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE campaign_sender
  ADD CONSTRAINT campaign_sender_account_id_campaign_id_fkey FOREIGN KEY (account_id, campaign_id) REFERENCES campaign(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE campaign_sender
  ADD CONSTRAINT campaign_sender_account_id_sender_id_fkey FOREIGN KEY (account_id, sender_id) REFERENCES sender(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE message
  ADD CONSTRAINT message_account_id_campaign_id_fkey FOREIGN KEY (account_id, campaign_id) REFERENCES campaign(account_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE message
  ADD CONSTRAINT message_account_id_contact_id_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contact(account_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE message
  ADD CONSTRAINT message_account_id_sender_id_fkey FOREIGN KEY (account_id, sender_id) REFERENCES sender(account_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE attempt
  ADD CONSTRAINT attempt_account_id_message_id_fkey FOREIGN KEY (account_id, message_id) REFERENCES message(account_id, id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE campaign_tally
  ADD CONSTRAINT campaign_tally_account_id_campaign_id_fkey FOREIGN KEY (account_id, campaign_id) REFERENCES campaign(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE sender_second
  ADD CONSTRAINT sender_second_account_id_sender_id_fkey FOREIGN KEY (account_id, sender_id) REFERENCES sender(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE message ADD CONSTRAINT message_suppression_has_reason CHECK ((state = 'suppressed') = (suppression IS NOT NULL));
ALTER TABLE message ADD CONSTRAINT message_queued_has_sender CHECK (state NOT IN ('queued', 'sending') OR sender_id IS NOT NULL);
ALTER TABLE attempt ADD CONSTRAINT attempt_number CHECK (n >= 1);
ALTER TABLE attempt ADD CONSTRAINT attempt_accepted_departed CHECK (outcome NOT IN ('accepted', 'ambiguous') OR departed_at IS NOT NULL);

ALTER TABLE message SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
  autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
ALTER TABLE attempt SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
  autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
ALTER TABLE campaign_tally SET (fillfactor = 50);
ALTER TABLE sender_second SET (fillfactor = 50);
