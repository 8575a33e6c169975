-- Reads the old rows without keeping anybody from writing.
ALTER TABLE attempt VALIDATE CONSTRAINT attempt_look_finding_known;
