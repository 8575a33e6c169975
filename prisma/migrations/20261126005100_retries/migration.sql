-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- How often it went again after Twilio had taken it and reported that it failed.
ALTER TABLE message ADD COLUMN retries SMALLINT NOT NULL DEFAULT 0;

-- What became of an attempt that failed: the message's own column speaks of the next one.
ALTER TABLE attempt ADD COLUMN delivery delivery_state;

-- Whether those whom Meta's limit on marketing kept it from are tried again, and until when; frozen at launch.
ALTER TABLE campaign
  ADD COLUMN retry_marketing BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN retry_until TIMESTAMPTZ(6);

-- How many retries there were, and how many messages that had one are on a phone.
ALTER TABLE campaign_tally
  ADD COLUMN retried INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN reached_again INTEGER NOT NULL DEFAULT 0;

-- Rests in a row, when the last began, and whether the next claim is one message only, to see whether there is room again.
ALTER TABLE sender_gate
  ADD COLUMN rests SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN rested_at TIMESTAMPTZ(6),
  ADD COLUMN probe BOOLEAN NOT NULL DEFAULT false;
