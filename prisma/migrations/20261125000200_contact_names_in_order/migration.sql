-- The list of contacts (lib/db/list-contacts.ts) goes by name, and by id among those of one name: without the id, a page of
-- millions who have no name would sort all of them. The search across an account goes through the same index.
DROP INDEX contact_name_idx;
CREATE INDEX contact_name_idx ON contact (account_id, lower(name) text_pattern_ops, id);
