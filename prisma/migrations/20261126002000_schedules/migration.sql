-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- When a campaign starts by itself: the moment, resolved once, and the words it was chosen in. Null starts it when it is launched.
-- `agreed`: how many people would have got it when it was scheduled. `hours_from`, `hours_until`: minutes after midnight where each
-- person is, between which alone they are written to; null is at any hour.
ALTER TABLE campaign
  ADD COLUMN start_at TIMESTAMPTZ(6),
  ADD COLUMN start_wall TEXT,
  ADD COLUMN start_zone TEXT,
  ADD COLUMN start_offset TEXT,
  ADD COLUMN agreed INTEGER,
  ADD COLUMN hours_from SMALLINT,
  ADD COLUMN hours_until SMALLINT,
  ADD CONSTRAINT campaign_start_whole CHECK (num_nulls(start_at, start_wall, start_zone, start_offset) IN (0, 4)) NOT VALID,
  ADD CONSTRAINT campaign_scheduled_start CHECK (state <> 'scheduled' OR start_at IS NOT NULL) NOT VALID,
  ADD CONSTRAINT campaign_hours CHECK (num_nulls(hours_from, hours_until) = 2 OR (num_nulls(hours_from, hours_until) = 0 AND hours_from >= 0 AND hours_from < hours_until AND hours_until <= 1440)) NOT VALID;

-- People of one campaign who share their clocks. `opens_at`, `closes_at`: their hours today, or when they come next; `waiting`: how many
-- were left for that opening. `zones`: every zone in which it has to be within the hours.
CREATE TABLE campaign_wave (
  account_id UUID NOT NULL,
  campaign_id UUID NOT NULL,
  n SMALLINT NOT NULL,
  country TEXT,
  zone TEXT,
  zones TEXT[] NOT NULL,
  people INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  opens_at TIMESTAMPTZ(6) NOT NULL,
  closes_at TIMESTAMPTZ(6) NOT NULL,
  PRIMARY KEY (account_id, campaign_id, n),
  CONSTRAINT campaign_wave_campaign_fkey FOREIGN KEY (account_id, campaign_id) REFERENCES campaign(account_id, id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT campaign_wave_opening CHECK (opens_at <= closes_at)
);

-- Whose clocks a message waits for: a wave of its campaign. From `closes_at` on, when their hours end, no claim takes it.
ALTER TABLE message
  ADD COLUMN wave SMALLINT,
  ADD COLUMN closes_at TIMESTAMPTZ(6);

-- When any worker last looked for work, in one row: what is late because none did is held for a person.
CREATE TABLE engine_pulse (
  one BOOLEAN NOT NULL DEFAULT true,
  at TIMESTAMPTZ(6) NOT NULL,
  PRIMARY KEY (one),
  CONSTRAINT engine_pulse_one CHECK (one)
);
