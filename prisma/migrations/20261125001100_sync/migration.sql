-- What Twilio says is read again and again: when that was, what it changed, and what is no longer there.

-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- What Twilio no longer has is kept, because campaigns and reports point at it, and may come back.
ALTER TYPE template_status ADD VALUE 'gone';
ALTER TYPE sender_status ADD VALUE 'gone';

CREATE TYPE sync_state AS ENUM ('queued', 'running', 'done', 'failed');

CREATE TABLE sync_run (
    account_id UUID NOT NULL,
    state sync_state NOT NULL,
    token UUID NOT NULL DEFAULT gen_random_uuid(),
    due_at TIMESTAMPTZ(6) NOT NULL,
    ordered_by_id UUID,
    ordered_at TIMESTAMPTZ(6),
    started_at TIMESTAMPTZ(6),
    ended_at TIMESTAMPTZ(6),
    failure TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    read_at TIMESTAMPTZ(6),
    templates INTEGER NOT NULL DEFAULT 0,
    senders INTEGER NOT NULL DEFAULT 0,
    templates_changed INTEGER NOT NULL DEFAULT 0,
    senders_changed INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT sync_run_pkey PRIMARY KEY (account_id)
);

CREATE TABLE sync_change (
    account_id UUID NOT NULL,
    id BIGSERIAL NOT NULL,
    at TIMESTAMPTZ(6) NOT NULL,
    subject TEXT NOT NULL,
    subject_id UUID NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    before TEXT,
    after TEXT,

    CONSTRAINT sync_change_pkey PRIMARY KEY (account_id,id)
);

-- The changes of one template or sender, on its page (lib/db/list-sync-changes.ts).
CREATE INDEX sync_change_subject_idx ON sync_change(account_id, subject_id, id DESC);
-- What changed lately, for the overview (lib/db/list-attention.ts).
CREATE INDEX sync_change_recent_idx ON sync_change(account_id, at DESC);

ALTER TABLE sync_run
  ADD CONSTRAINT sync_run_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE sync_change
  ADD CONSTRAINT sync_change_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE sync_change ADD CONSTRAINT sync_change_subject_known CHECK (subject IN ('template', 'sender'));
-- A run that failed says why, and only such a one.
ALTER TABLE sync_run ADD CONSTRAINT sync_run_failure_said CHECK (state <> 'failed' OR failure IS NOT NULL);

-- Accounts that were connected before are read at the first opportunity.
INSERT INTO sync_run (account_id, state, due_at, read_at)
SELECT id, 'done', CURRENT_TIMESTAMP, (SELECT max(synced_at) FROM template WHERE template.account_id = account.id) FROM account;

-- Messages that are written ask for their template and sender: these two come last, and are let go at once.
-- A value that was added to an enum can be named only after the commit; its text can be named at once.
ALTER TABLE template
  ADD COLUMN gone_at TIMESTAMPTZ(6),
  ADD CONSTRAINT template_gone_when CHECK ((status::text = 'gone') = (gone_at IS NOT NULL));
ALTER TABLE sender
  ADD COLUMN gone_at TIMESTAMPTZ(6),
  ADD COLUMN business_account TEXT,
  ADD COLUMN offline_reasons JSONB NOT NULL DEFAULT '[]',
  ADD CONSTRAINT sender_gone_when CHECK ((status::text = 'gone') = (gone_at IS NOT NULL));
