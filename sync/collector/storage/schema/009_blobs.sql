-- Canonical: recordings as they arrive in pieces, sealed, each named by a record of the same kiosk. state: 0 arriving, 1 whole,
-- 2 erased by law (its kiosk is still told that it was delivered).
CREATE TABLE blobs (
  device BLOB NOT NULL REFERENCES devices (id),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  record BLOB NOT NULL CHECK (length(record) = 16),
  size INTEGER NOT NULL CHECK (size > 0),
  have INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  received_at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX blobs_arriving ON blobs (device) WHERE state = 0;

CREATE TABLE blob_pieces (
  id INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  hash BLOB NOT NULL,
  start INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (device, hash, start),
  FOREIGN KEY (device, hash) REFERENCES blobs (device, hash)
) STRICT;

-- Derived: the recording that a proposal names.
ALTER TABLE proposals ADD COLUMN voice BLOB;
ALTER TABLE proposals ADD COLUMN voice_bytes INTEGER;
ALTER TABLE proposals ADD COLUMN voice_ms INTEGER;
CREATE INDEX proposals_voice ON proposals (voice) WHERE voice IS NOT NULL;
