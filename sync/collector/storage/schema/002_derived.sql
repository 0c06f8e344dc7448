-- Derived tables: what the canonical ones mean. They may be dropped and made again from them at any time.

-- `arrival` is the envelope's.
CREATE TABLE proposals (
  arrival INTEGER PRIMARY KEY,
  record BLOB NOT NULL UNIQUE CHECK (length(record) = 16),
  device BLOB NOT NULL CHECK (length(device) = 16),
  place TEXT NOT NULL,
  language TEXT NOT NULL,
  theme TEXT NOT NULL,
  body TEXT NOT NULL,
  author_name TEXT,
  author_contact TEXT,
  content_version INTEGER NOT NULL,
  made_at_s INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  lookup BLOB CHECK (length(lookup) = 16),
  reply_key BLOB CHECK (length(reply_key) = 32)
) STRICT;
CREATE INDEX proposals_lookup ON proposals (lookup);

-- How far each kiosk's chain is here without a hole, and until when nothing is missing.
CREATE TABLE chains (
  device BLOB NOT NULL CHECK (length(device) = 16),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  sequence INTEGER NOT NULL,
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
  forks INTEGER NOT NULL,
  complete_up_to_ms INTEGER,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;
