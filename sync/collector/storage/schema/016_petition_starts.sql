-- Derived: a petition that somebody wants to start. It stood among the proposals, with the theme 'petition:' and its addressee.
-- association: the name of one that petitions instead of people; answer_state, lookup, reply_key: as of a proposal.
CREATE TABLE petition_starts (
  arrival INTEGER PRIMARY KEY,
  record BLOB NOT NULL UNIQUE CHECK (length(record) = 16),
  device BLOB NOT NULL CHECK (length(device) = 16),
  place TEXT NOT NULL,
  language TEXT NOT NULL,
  addressee TEXT NOT NULL,
  object TEXT NOT NULL,
  reasons TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  representative_contact TEXT NOT NULL,
  association TEXT,
  assisted_by TEXT,
  content_version INTEGER NOT NULL,
  made_at_s INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  lookup BLOB CHECK (length(lookup) = 16),
  reply_key BLOB CHECK (length(reply_key) = 32),
  answer_state TEXT
) STRICT;
CREATE INDEX petition_starts_lookup ON petition_starts (lookup);
CREATE INDEX petition_starts_state ON petition_starts (answer_state, arrival);

-- What was asked for and why were one text; all of it is the object until a rebuild reads the records again.
INSERT INTO petition_starts (arrival, record, device, place, language, addressee, object, reasons, representative_name,
                             representative_contact, association, assisted_by, content_version, made_at_s, received_at_ms,
                             lookup, reply_key, answer_state)
SELECT arrival, record, device, place, language, substr(theme, 10), body, '', coalesce(author_name, ''),
       coalesce(author_contact, ''), NULL, assisted_by, content_version, made_at_s, received_at_ms, lookup, reply_key,
       answer_state FROM proposals WHERE substr(theme, 1, 9) = 'petition:';
DELETE FROM proposals WHERE substr(theme, 1, 9) = 'petition:';
