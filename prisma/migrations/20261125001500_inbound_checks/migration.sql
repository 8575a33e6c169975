-- Looks through what came in before 20261125001200, once for both checks. Reading and writing go on meanwhile.
ALTER TABLE inbound_message
  VALIDATE CONSTRAINT inbound_message_kind,
  VALIDATE CONSTRAINT inbound_message_details_size;
