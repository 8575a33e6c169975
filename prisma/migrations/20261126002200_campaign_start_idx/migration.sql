-- Campaigns to be started (lib/db/due-starts.ts). CONCURRENTLY lets campaigns be written meanwhile; it must be the only statement of its migration.
CREATE INDEX CONCURRENTLY IF NOT EXISTS campaign_start_idx ON campaign (start_at) WHERE state = 'scheduled';
