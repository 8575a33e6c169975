-- Twilio knows two auth tokens while one is being replaced by the other; webhooks are checked with both until the second one's time is over.
ALTER TABLE account
  ADD COLUMN secondary_token_cipher TEXT,
  ADD COLUMN secondary_until TIMESTAMPTZ(6);

-- What a person sent besides words: a button, an entry of a list, media, a place.
ALTER TABLE inbound_message
  ADD COLUMN kind TEXT NOT NULL DEFAULT 'text',
  ADD COLUMN details JSONB NOT NULL DEFAULT '{}';

ALTER TABLE inbound_message ADD CONSTRAINT inbound_message_kind CHECK (kind IN ('text', 'button', 'list', 'media', 'location', 'other'));
-- Larger than everything that the door lets through, so that only a mistake of ours meets it.
ALTER TABLE inbound_message ADD CONSTRAINT inbound_message_details_size CHECK (octet_length(details::text) <= 65536);
