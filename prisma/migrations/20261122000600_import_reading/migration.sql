-- How an uploaded file is to be read, found out once while it arrives; and how far the reading is.

ALTER TABLE contact_import ADD COLUMN encoding TEXT;
ALTER TABLE contact_import ADD COLUMN delimiter TEXT;
ALTER TABLE contact_import ADD COLUMN bytes_read BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contact_import ADD COLUMN without_consent INTEGER NOT NULL DEFAULT 0;
