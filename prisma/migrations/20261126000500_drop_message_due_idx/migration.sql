-- message_claim_idx has taken its place.
DROP INDEX CONCURRENTLY IF EXISTS message_due_idx;
