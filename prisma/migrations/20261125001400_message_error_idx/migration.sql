-- How often a code came in a campaign (lib/db/list-error-uses.ts): only messages that were refused or failed are in it, so those
-- that go well cost nothing more. CONCURRENTLY lets messages be written meanwhile; it must be the only statement of its migration,
-- or PostgreSQL makes a transaction of them all and refuses. One that was left half built is dropped before (lib/db/migrate.ts).
CREATE INDEX CONCURRENTLY IF NOT EXISTS message_error_idx ON message (campaign_id, error_code) WHERE error_code IS NOT NULL;
