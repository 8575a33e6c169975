-- Which campaigns wait for what becomes of their first messages (lib/db/judge-canaries.ts), asked every second. CONCURRENTLY lets campaigns
-- be written meanwhile; it must be the only statement of its migration.
CREATE INDEX CONCURRENTLY IF NOT EXISTS campaign_canary_idx ON campaign (account_id, id) WHERE canary_state = 'waiting';
