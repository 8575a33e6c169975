-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- How many messages of a campaign this sender was given: at the launch, and by moves since. What each still has follows from it without counting.
ALTER TABLE campaign_sender ADD COLUMN given INTEGER NOT NULL DEFAULT 0;
-- Since when the engine has seen a sender held, offline or gone: after a while its messages go to the others of its campaigns.
ALTER TABLE sender_gate ADD COLUMN out_since TIMESTAMPTZ(6);
