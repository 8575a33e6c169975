-- Who may sign in, which Twilio accounts there are, and who may do what in each.

CREATE TYPE account_kind AS ENUM ('sandbox', 'live');
CREATE TYPE role AS ENUM ('admin', 'marketer', 'analyst');

CREATE TABLE person (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled_at TIMESTAMPTZ(6),
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT person_pkey PRIMARY KEY (id)
);

CREATE TABLE session (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    person_id UUID NOT NULL,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_seen_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ(6) NOT NULL,
    ended_at TIMESTAMPTZ(6),
    user_agent TEXT NOT NULL DEFAULT '',

    CONSTRAINT session_pkey PRIMARY KEY (id)
);

CREATE TABLE account (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    kind account_kind NOT NULL,
    simulated BOOLEAN NOT NULL DEFAULT false,
    twilio_sid TEXT NOT NULL,
    auth_token_cipher TEXT NOT NULL,
    api_key_sid TEXT,
    api_key_cipher TEXT,
    sandbox_join_words TEXT,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT account_pkey PRIMARY KEY (id)
);

CREATE TABLE membership (
    account_id UUID NOT NULL,
    person_id UUID NOT NULL,
    role role NOT NULL,
    created_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT membership_pkey PRIMARY KEY (account_id,person_id)
);

CREATE TABLE heartbeat (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    listener_url TEXT,
    started_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    beat_at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT heartbeat_pkey PRIMARY KEY (id)
);

CREATE TABLE audit_event (
    id BIGSERIAL NOT NULL,
    account_id UUID,
    actor_id UUID,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    detail JSONB NOT NULL DEFAULT '{}',
    at TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT audit_event_pkey PRIMARY KEY (id)
);

-- Sign-in finds a person by address.
CREATE UNIQUE INDEX person_email_key ON person(email);
-- Ending all sessions of a person.
CREATE INDEX session_person_idx ON session(person_id);
-- Every page finds its account by the URL.
CREATE UNIQUE INDEX account_slug_key ON account(slug);
CREATE UNIQUE INDEX account_twilio_sid_key ON account(twilio_sid);
-- The account switch lists the accounts of a person.
CREATE INDEX membership_person_idx ON membership(person_id);
-- The audit page, newest first.
CREATE INDEX audit_event_recent_idx ON audit_event(account_id, at DESC);

ALTER TABLE session
  ADD CONSTRAINT session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE membership
  ADD CONSTRAINT membership_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE membership
  ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE person ADD CONSTRAINT person_email_lower CHECK (email = lower(email));
ALTER TABLE account ADD CONSTRAINT account_slug_shape CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$');
ALTER TABLE account ADD CONSTRAINT account_twilio_sid_shape CHECK (twilio_sid ~ '^AC[0-9a-fA-F]{32}$');

-- The clock of every decision. Tests move it with `set drumbeat.clock_offset`; nobody else does.
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE
  AS $$ SELECT clock_timestamp() + coalesce(nullif(current_setting('drumbeat.clock_offset', true), ''), '0')::interval $$;
-- The same clock, standing still for one statement: only a stable value can be an index condition.
CREATE FUNCTION app_now_stable() RETURNS timestamptz LANGUAGE sql STABLE
  AS $$ SELECT statement_timestamp() + coalesce(nullif(current_setting('drumbeat.clock_offset', true), ''), '0')::interval $$;
