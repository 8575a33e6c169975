-- What an account sends from and what it may say.

CREATE TYPE sender_status AS ENUM ('online', 'offline', 'pending', 'draft');
CREATE TYPE template_category AS ENUM ('marketing', 'utility', 'authentication');
CREATE TYPE template_status AS ENUM ('unsubmitted', 'pending', 'approved', 'rejected', 'paused', 'disabled');

CREATE TABLE sender (
    account_id UUID NOT NULL,
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    twilio_sid TEXT,
    phone TEXT NOT NULL,
    name TEXT NOT NULL,
    status sender_status NOT NULL,
    quality TEXT,
    messaging_limit TEXT,
    offline_reason TEXT,
    synced_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT sender_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE sender_gate (
    sender_id UUID NOT NULL,
    account_id UUID NOT NULL,
    mps DOUBLE PRECISION NOT NULL,
    tat TIMESTAMPTZ(6) NOT NULL DEFAULT '-infinity'::timestamp with time zone,
    cursor_due TIMESTAMPTZ(6) NOT NULL DEFAULT '-infinity'::timestamp with time zone,
    cursor_id BIGINT NOT NULL DEFAULT 0,
    cursor_at TIMESTAMPTZ(6) NOT NULL DEFAULT '-infinity'::timestamp with time zone,
    hold_reason TEXT,

    CONSTRAINT sender_gate_pkey PRIMARY KEY (sender_id)
);

CREATE TABLE template (
    account_id UUID NOT NULL,
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    content_sid TEXT NOT NULL,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    category template_category NOT NULL,
    status template_status NOT NULL,
    rejection_reason TEXT,
    content JSONB NOT NULL,
    variables JSONB NOT NULL,
    synced_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT template_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE sandbox_member (
    account_id UUID NOT NULL,
    phone TEXT NOT NULL,
    joined_at TIMESTAMPTZ(6) NOT NULL,
    expires_at TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT sandbox_member_pkey PRIMARY KEY (account_id,phone)
);

-- An inbound message finds its sender; a sync finds what it knows.
CREATE UNIQUE INDEX sender_phone_key ON sender(account_id, phone);
-- Reads of the gate beside its sender.
CREATE UNIQUE INDEX sender_gate_account_key ON sender_gate(account_id, sender_id);
-- A sync finds what it knows.
CREATE UNIQUE INDEX template_content_sid_key ON template(account_id, content_sid);

ALTER TABLE sender
  ADD CONSTRAINT sender_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE sender_gate
  ADD CONSTRAINT sender_gate_account_id_sender_id_fkey FOREIGN KEY (account_id, sender_id) REFERENCES sender(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE template
  ADD CONSTRAINT template_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE sandbox_member
  ADD CONSTRAINT sandbox_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE sender ADD CONSTRAINT sender_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE template ADD CONSTRAINT template_content_sid_shape CHECK (content_sid ~ '^HX[0-9a-fA-F]{32}$');
-- Twilio never sends faster than 400 messages per second from one WhatsApp sender.
ALTER TABLE sender_gate ADD CONSTRAINT sender_gate_mps_range CHECK (mps > 0 AND mps <= 400);
-- Ten claims a second rewrite this row: room on the page keeps every rewrite in place.
ALTER TABLE sender_gate SET (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
