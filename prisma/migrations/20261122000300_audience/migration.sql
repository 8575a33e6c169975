-- People who agreed to be written to, the lists they are in, and the files they came from.

CREATE TYPE import_state AS ENUM ('uploading', 'mapping', 'queued', 'running', 'done', 'failed');
CREATE TYPE row_verdict AS ENUM ('duplicate', 'rejected');

CREATE TABLE contact (
    account_id UUID NOT NULL,
    id BIGSERIAL NOT NULL,
    phone TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    country TEXT,
    language TEXT,
    attributes JSONB NOT NULL DEFAULT '{}',
    consent_at TIMESTAMPTZ(6),
    consent_source TEXT,
    opted_out_at TIMESTAMPTZ(6),
    erased_at TIMESTAMPTZ(6),
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT contact_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE suppression (
    account_id UUID NOT NULL,
    id BIGSERIAL NOT NULL,
    contact_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    lifted_at TIMESTAMPTZ(6),

    CONSTRAINT suppression_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE contact_list (
    account_id UUID NOT NULL,
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    name TEXT NOT NULL,
    columns TEXT[],
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT contact_list_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE list_member (
    account_id UUID NOT NULL,
    list_id UUID NOT NULL,
    contact_id BIGINT NOT NULL,

    CONSTRAINT list_member_pkey PRIMARY KEY (account_id,list_id,contact_id)
);

CREATE TABLE contact_import (
    account_id UUID NOT NULL,
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    list_id UUID NOT NULL,
    file_name TEXT NOT NULL,
    bytes BIGINT NOT NULL DEFAULT 0,
    sha256 TEXT,
    state import_state NOT NULL DEFAULT 'uploading',
    columns JSONB NOT NULL DEFAULT '[]',
    default_country TEXT,
    rows_read INTEGER NOT NULL DEFAULT 0,
    taken INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    created_by_id UUID,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    started_at TIMESTAMPTZ(6),
    finished_at TIMESTAMPTZ(6),

    CONSTRAINT contact_import_pkey PRIMARY KEY (account_id,id)
);

CREATE TABLE import_chunk (
    account_id UUID NOT NULL,
    import_id UUID NOT NULL,
    seq INTEGER NOT NULL,
    bytes BYTEA NOT NULL,

    CONSTRAINT import_chunk_pkey PRIMARY KEY (account_id,import_id,seq)
);

CREATE TABLE import_row (
    account_id UUID NOT NULL,
    import_id UUID NOT NULL,
    line INTEGER NOT NULL,
    verdict row_verdict NOT NULL,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL,

    CONSTRAINT import_row_pkey PRIMARY KEY (account_id,import_id,line)
);

-- Imports and opt-outs find a person by number.
CREATE UNIQUE INDEX contact_phone_key ON contact(account_id, phone);
-- The history of one contact.
CREATE INDEX suppression_contact_idx ON suppression(account_id, contact_id);
-- A list is named once.
CREATE UNIQUE INDEX contact_list_name_key ON contact_list(account_id, name);
-- The lists of one contact.
CREATE INDEX list_member_contact_idx ON list_member(account_id, contact_id);
-- The list of imports, newest first.
CREATE INDEX contact_import_recent_idx ON contact_import(account_id, created_at DESC);

ALTER TABLE contact
  ADD CONSTRAINT contact_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE suppression
  ADD CONSTRAINT suppression_account_id_contact_id_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contact(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE contact_list
  ADD CONSTRAINT contact_list_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE list_member
  ADD CONSTRAINT list_member_account_id_list_id_fkey FOREIGN KEY (account_id, list_id) REFERENCES contact_list(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE list_member
  ADD CONSTRAINT list_member_account_id_contact_id_fkey FOREIGN KEY (account_id, contact_id) REFERENCES contact(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE contact_import
  ADD CONSTRAINT contact_import_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE contact_import
  ADD CONSTRAINT contact_import_account_id_list_id_fkey FOREIGN KEY (account_id, list_id) REFERENCES contact_list(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE import_chunk
  ADD CONSTRAINT import_chunk_account_id_import_id_fkey FOREIGN KEY (account_id, import_id) REFERENCES contact_import(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE import_row
  ADD CONSTRAINT import_row_account_id_import_id_fkey FOREIGN KEY (account_id, import_id) REFERENCES contact_import(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE contact ADD CONSTRAINT contact_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE contact ADD CONSTRAINT contact_attributes_object CHECK (jsonb_typeof(attributes) = 'object');
