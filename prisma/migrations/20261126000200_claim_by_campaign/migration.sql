-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- A queue is read campaign by campaign now, so that what is paused costs those that run nothing; each has its own place where the last claim stopped.
ALTER TABLE sender_gate
  DROP COLUMN cursor_due,
  DROP COLUMN cursor_id,
  DROP COLUMN cursor_at;
-- The place in the queue goes by when a message is due, and among those by its id.
ALTER TABLE campaign_sender ADD COLUMN claim_through_due TIMESTAMPTZ(6);
-- Which campaigns a claim has to look at: a handful, however many there have been.
CREATE INDEX campaign_running_idx ON campaign (account_id) WHERE state = 'running';
