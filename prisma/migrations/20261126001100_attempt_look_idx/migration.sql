-- Whose turn it is to be looked for (lib/db/looks.ts): first those never looked for, by when they left, then by when their next look is.
-- The slot stands for the departure, which comes within a fraction of a second of it: a column that is written once keeps marking a departure cheap.
-- CONCURRENTLY lets attempts be written meanwhile; it must be the only statement of its migration.
CREATE INDEX CONCURRENTLY IF NOT EXISTS attempt_look_idx ON attempt (account_id, look_at, slot_at) WHERE outcome = 'ambiguous'::attempt_outcome;
