-- Whoever waits for a table lets nobody past: rather than stop the doors behind somebody's long transaction, this ends and is tried again.
SET LOCAL lock_timeout = '5s';

-- What a person sent besides words: a button, an entry of a list, media, a place. The checks hold for new rows at once; the old ones
-- are looked through by 20261125001500, which stops nobody.
ALTER TABLE inbound_message
  ADD COLUMN kind TEXT NOT NULL DEFAULT 'text',
  ADD COLUMN details JSONB NOT NULL DEFAULT '{}',
  ADD CONSTRAINT inbound_message_kind CHECK (kind IN ('text', 'button', 'list', 'media', 'location', 'other')) NOT VALID,
  -- Larger than everything that the door lets through, so that only a mistake of ours meets it.
  ADD CONSTRAINT inbound_message_details_size CHECK (octet_length(details::text) <= 65536) NOT VALID;

-- Twilio knows two auth tokens while one is being replaced by the other; webhooks are checked with both until the second one's time is over.
-- Everything that is written asks for its account: it is touched last, and let go at once.
ALTER TABLE account
  ADD COLUMN secondary_token_cipher TEXT,
  ADD COLUMN secondary_until TIMESTAMPTZ(6);
