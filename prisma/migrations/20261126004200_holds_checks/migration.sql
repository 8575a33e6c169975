-- Looks through what was there before 20261126004000, once for both checks. Reading and writing go on meanwhile.
ALTER TABLE campaign
  VALIDATE CONSTRAINT campaign_canary_size,
  VALIDATE CONSTRAINT campaign_canary_state;
