-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- Looking for a message whose answer was lost. `look_at`: when the next look is, or, while somebody looks, until when nobody else does;
-- null before the first. `look_token` names who looks: an answer that comes after another began is not written. `looks`: whole lists seen,
-- `look_negatives` of them without it; `look_failures`: lists in a row that proved nothing.
ALTER TABLE attempt
  ADD COLUMN look_at TIMESTAMPTZ(6),
  ADD COLUMN look_token UUID,
  ADD COLUMN looks SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN look_negatives SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN look_failures SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN looked_at TIMESTAMPTZ(6),
  ADD COLUMN look_finding TEXT,
  ADD CONSTRAINT attempt_look_finding_known CHECK (look_finding IN ('none', 'several', 'unreadable')) NOT VALID;

-- Whether what three whole lists did not show is sent once more without asking a person. An admin's decision.
ALTER TABLE account ADD COLUMN retry_unconfirmed BOOLEAN NOT NULL DEFAULT false;

-- Asking for the state of messages whose reports did not come: per campaign, how far it was walked through and when the next round is.
CREATE TABLE report_check (
  account_id UUID NOT NULL,
  campaign_id UUID NOT NULL,
  -- The last contact of this round, by id.
  contact_id BIGINT NOT NULL DEFAULT 0,
  due_at TIMESTAMPTZ(6) NOT NULL,
  -- Who walks.
  token UUID,
  PRIMARY KEY (account_id, campaign_id),
  FOREIGN KEY (account_id, campaign_id) REFERENCES campaign(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Both sides of the books for one sender and one day in UTC: what the provider lists, and what we say was sent.
CREATE TABLE sender_audit (
  account_id UUID NOT NULL,
  sender_id UUID NOT NULL,
  day DATE NOT NULL,
  -- Null until the first whole comparison.
  compared_at TIMESTAMPTZ(6),
  -- Whether the provider's list came to its end and could be read.
  is_whole BOOLEAN NOT NULL DEFAULT false,
  theirs INTEGER NOT NULL DEFAULT 0,
  ours INTEGER NOT NULL DEFAULT 0,
  -- Theirs that belong to no attempt of ours, and ours that are not in their list.
  theirs_unmatched INTEGER NOT NULL DEFAULT 0,
  ours_unmatched INTEGER NOT NULL DEFAULT 0,
  failures SMALLINT NOT NULL DEFAULT 0,
  -- When it is tried again; null when it is done.
  due_at TIMESTAMPTZ(6),
  PRIMARY KEY (account_id, sender_id, day),
  FOREIGN KEY (account_id, sender_id) REFERENCES sender(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT sender_audit_counts CHECK (theirs >= theirs_unmatched AND ours >= ours_unmatched AND theirs_unmatched >= 0 AND ours_unmatched >= 0)
);
