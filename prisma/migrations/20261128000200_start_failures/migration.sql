-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- How often a start that had come failed, and until when it is not tried again: what fails again and again must not stand before what starts later.
ALTER TABLE campaign
  ADD COLUMN start_failures SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN start_retry_at TIMESTAMPTZ(6);
