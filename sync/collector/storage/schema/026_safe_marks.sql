-- Canonical: up to where a chain is in a verified backup, with the hash of the header there. It only moves on.
CREATE TABLE safe_marks (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  header_hash BLOB NOT NULL CHECK (length(header_hash) = 32),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;

-- 1: whole, and so in a verified backup.
ALTER TABLE blobs ADD COLUMN safe INTEGER NOT NULL DEFAULT 0 CHECK (safe IN (0, 1));
CREATE INDEX blobs_unsafe ON blobs (device) WHERE state = 1 AND safe = 0;
