-- Canonical: backups that were read back and found whole, the newest of them. elsewhere: 1 when it lay on another file
-- system than this database, so that what it holds became safe.
CREATE TABLE backups (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  made_at_ms INTEGER NOT NULL,
  verified_at_ms INTEGER NOT NULL,
  elsewhere INTEGER NOT NULL CHECK (elsewhere IN (0, 1)),
  bytes INTEGER NOT NULL
) STRICT;
