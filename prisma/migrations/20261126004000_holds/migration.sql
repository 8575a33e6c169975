-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- What the engine runs on, as it last saw it, and when that was: a restored backup and a clone bring this row along and find themselves elsewhere.
CREATE TABLE engine_home (
  id BOOLEAN PRIMARY KEY DEFAULT true CHECK (id),
  system_identifier TEXT NOT NULL,
  timeline INTEGER NOT NULL,
  database_oid TEXT NOT NULL,
  -- Null where the role that asks may not know it.
  data_directory TEXT,
  beat_at TIMESTAMPTZ(6) NOT NULL
);

-- What Twilio reported of one campaign's messages from one sender, per ten seconds and writer: who got it, and what failed for a reason
-- that is not the person's. The circuit breaker reads the last minute of it; after an hour it goes.
CREATE TABLE sender_tally (
  account_id UUID NOT NULL,
  campaign_id UUID NOT NULL,
  sender_id UUID NOT NULL,
  bucket_at TIMESTAMPTZ(6) NOT NULL,
  shard SMALLINT NOT NULL,
  arrived INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, campaign_id, sender_id, bucket_at, shard),
  FOREIGN KEY (account_id, campaign_id) REFERENCES campaign(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE
) WITH (fillfactor = 50);
-- For the removal of what is old.
CREATE INDEX sender_tally_bucket_idx ON sender_tally (bucket_at);

-- The messages of a campaign that go out first.
CREATE TABLE canary_message (
  account_id UUID NOT NULL,
  campaign_id UUID NOT NULL,
  message_id BIGINT NOT NULL,
  PRIMARY KEY (account_id, campaign_id, message_id),
  FOREIGN KEY (account_id, campaign_id) REFERENCES campaign(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- How many messages of each sender go out first, and how that stands. The checks hold for new rows at once; 20261126004200 looks through the old ones.
ALTER TABLE campaign
  ADD COLUMN canary_size INTEGER,
  ADD COLUMN canary_state TEXT,
  ADD CONSTRAINT campaign_canary_size CHECK (canary_size BETWEEN 1 AND 500) NOT VALID,
  ADD CONSTRAINT campaign_canary_state CHECK (canary_state IN ('waiting', 'passed', 'held', 'waived')) NOT VALID;

-- A gate that is held because its whole account is: letting the account go lifts it, and a hold of the sender's own stays.
ALTER TABLE sender_gate ADD COLUMN held_with_account BOOLEAN NOT NULL DEFAULT false;

-- Since when somebody has stopped every sender of the account, and since when and why the engine has.
-- Everything that is written asks for its account: it is touched last, and let go at once.
ALTER TABLE account
  ADD COLUMN stopped_at TIMESTAMPTZ(6),
  ADD COLUMN engine_held_at TIMESTAMPTZ(6),
  ADD COLUMN engine_hold_reason TEXT;
