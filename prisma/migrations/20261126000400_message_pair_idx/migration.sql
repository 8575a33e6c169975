-- Who has a message on its way from which sender, or one of which nobody can tell: nobody gets a second one beside it. Few are, so it stays small.
CREATE INDEX CONCURRENTLY IF NOT EXISTS message_pair_idx ON message (sender_id, contact_id) WHERE state IN ('sending', 'unknown');
