-- Canonical: every content pack ever published, as it was signed. account: who published it; nobody for the command line.
CREATE TABLE packs (
  version INTEGER PRIMARY KEY CHECK (version > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
  account INTEGER REFERENCES accounts (id),
  published_at_ms INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;

-- Where each pack is for, and all that lies there. The empty place is everywhere.
CREATE TABLE pack_places (
  place TEXT NOT NULL,
  version INTEGER NOT NULL REFERENCES packs (version),
  PRIMARY KEY (place, version)
) STRICT, WITHOUT ROWID;
