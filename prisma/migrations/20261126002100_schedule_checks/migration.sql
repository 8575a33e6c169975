-- In a migration of its own: looking at old rows needs no more than that nobody changes the table meanwhile.
ALTER TABLE campaign
  VALIDATE CONSTRAINT campaign_start_whole,
  VALIDATE CONSTRAINT campaign_scheduled_start,
  VALIDATE CONSTRAINT campaign_hours;
