-- Content packs of the collector, whole, as they were signed: the one in use, the one before it, and a newer one.
-- unusable: why the kiosk's program cannot use it; empty when nothing is known against it.
CREATE TABLE pack (
  version INTEGER PRIMARY KEY CHECK (version > 0),
  taken_ms INTEGER NOT NULL,
  unusable TEXT NOT NULL DEFAULT '',
  frame BLOB NOT NULL
) STRICT;

-- The pack that is on its way, and what became of the last one. max_bytes: what the kiosk's database may take, as the
-- kiosk was told; the agent leaves room for records below it.
CREATE TABLE content (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  arriving_version INTEGER,
  arriving_hash BLOB CHECK (length(arriving_hash) = 32),
  arriving_bytes INTEGER NOT NULL DEFAULT 0,
  arrived_bytes INTEGER NOT NULL DEFAULT 0,
  starts INTEGER NOT NULL DEFAULT 0,
  refused_version INTEGER,
  refused_hash BLOB CHECK (length(refused_hash) = 32),
  note TEXT NOT NULL DEFAULT 'none',
  note_version INTEGER NOT NULL DEFAULT 0,
  note_ms INTEGER,
  max_bytes INTEGER,
  CHECK ((arriving_version IS NULL) = (arriving_hash IS NULL))
) STRICT;
INSERT INTO content (one) VALUES (1);

-- Its bytes so far, one row a piece.
CREATE TABLE pack_piece (
  offset INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;
