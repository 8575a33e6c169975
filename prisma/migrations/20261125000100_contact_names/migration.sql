-- The search across an account (lib/db/search-account.ts) finds people by how their name begins, however many there are.
CREATE INDEX contact_name_idx ON contact (account_id, lower(name) text_pattern_ops);
