-- Twilio took it and then reported, finally, that it did not arrive: it leaves attempt_live_key, so that the message may go again. In a
-- migration of its own, because PostgreSQL uses a new value only after the commit that brought it.
ALTER TYPE attempt_outcome ADD VALUE IF NOT EXISTS 'failed';
