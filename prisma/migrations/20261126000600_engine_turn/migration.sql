-- What one worker does for all of them, and when one last did: the others need not ask the same a moment later.
CREATE TABLE engine_turn (
  name TEXT PRIMARY KEY,
  at TIMESTAMPTZ(6) NOT NULL
) WITH (fillfactor = 10);
