-- Canonical: the public halves of the keys that this database belongs to. A table of one row; a database from before has it
-- at its next start.
CREATE TABLE own_keys (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
  sealing_key BLOB NOT NULL CHECK (length(sealing_key) = 32)
) STRICT;
