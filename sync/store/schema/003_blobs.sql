-- Recordings, sealed, each beside the record that names it; the bytes only until a verified reply says that the collector has
-- the whole. `have`: how much of it is there, as the collector last said; `wanted`: it knows the record that names it, or has not
-- been asked. state: 0 waiting, 1 delivered, 2 arrived wrong too often (kept, not sent), 3 damaged here (kept, not sent)
CREATE TABLE blob (
  sequence INTEGER PRIMARY KEY REFERENCES outbox (sequence),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  size INTEGER NOT NULL CHECK (size > 0),
  bytes BLOB,
  have INTEGER NOT NULL DEFAULT 0,
  wanted INTEGER NOT NULL DEFAULT 1 CHECK (wanted IN (0, 1)),
  restarts INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2, 3)),
  CHECK (bytes IS NOT NULL OR state = 1)
) STRICT;
CREATE INDEX blob_waiting ON blob (wanted DESC, sequence) WHERE state = 0;

-- How many wait; kept, so that nobody counts them.
CREATE TABLE blobs_waiting (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  waiting INTEGER NOT NULL CHECK (waiting >= 0)
) STRICT;
INSERT INTO blobs_waiting (one, waiting) VALUES (1, 0);
