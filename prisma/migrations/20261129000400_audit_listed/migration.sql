-- The record of an account, page by page (lib/db/list-audit.ts). CONCURRENTLY lets changes be written meanwhile; it must be the only statement of its migration.
CREATE INDEX CONCURRENTLY IF NOT EXISTS audit_event_listed_idx ON audit_event (account_id, id DESC);
