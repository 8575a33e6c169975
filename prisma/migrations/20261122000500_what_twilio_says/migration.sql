-- Callbacks and inbound messages, recorded before they are answered.

CREATE TYPE event_kind AS ENUM ('status', 'inbound');

CREATE TABLE provider_event (
    account_id UUID NOT NULL,
    id BIGSERIAL NOT NULL,
    kind event_kind NOT NULL,
    dedupe_key TEXT NOT NULL,
    message_sid TEXT NOT NULL,
    body JSONB NOT NULL,
    received_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT provider_event_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE inbound_message (
    account_id UUID NOT NULL,
    id BIGSERIAL NOT NULL,
    message_sid TEXT NOT NULL,
    sender_id UUID NOT NULL,
    address TEXT NOT NULL,
    body TEXT NOT NULL,
    received_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT inbound_message_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE service_window (
    account_id UUID NOT NULL,
    sender_id UUID NOT NULL,
    contact_id BIGINT NOT NULL,
    last_inbound_at TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT service_window_pkey PRIMARY KEY (account_id,sender_id,contact_id)
);

-- A callback that comes again changes nothing.
CREATE UNIQUE INDEX provider_event_once_key ON provider_event(account_id, dedupe_key);
-- An inbound message that comes again changes nothing.
CREATE UNIQUE INDEX inbound_message_sid_key ON inbound_message(account_id, message_sid);
-- The windows of one contact.
CREATE INDEX service_window_contact_idx ON service_window(account_id, contact_id);

ALTER TABLE provider_event
  ADD CONSTRAINT provider_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE inbound_message
  ADD CONSTRAINT inbound_message_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE inbound_message
  ADD CONSTRAINT inbound_message_account_id_sender_id_fkey FOREIGN KEY (account_id, sender_id) REFERENCES sender(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE service_window
  ADD CONSTRAINT service_window_account_id_sender_id_fkey FOREIGN KEY (account_id, sender_id) REFERENCES sender(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE service_window
  ADD CONSTRAINT service_window_account_id_contact_id_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contact(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
