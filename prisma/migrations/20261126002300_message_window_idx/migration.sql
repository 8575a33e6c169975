-- Queued messages whose local hours closed (lib/db/defer-closed.ts): only those of campaigns with local hours are in it, so the others cost
-- nothing more. CONCURRENTLY lets messages be written meanwhile; it must be the only statement of its migration.
CREATE INDEX CONCURRENTLY IF NOT EXISTS message_window_idx ON message (closes_at) WHERE state = 'queued' AND closes_at IS NOT NULL;
