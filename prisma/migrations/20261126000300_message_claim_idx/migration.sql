-- The claim: what one sender may send now for one campaign, in order. CONCURRENTLY lets messages be written meanwhile; it must be the
-- only statement of its migration (see 20261125001400).
CREATE INDEX CONCURRENTLY IF NOT EXISTS message_claim_idx ON message (sender_id, campaign_id, due_at, id) WHERE state = 'queued';
