-- Canonical: the last record of the newest backup that made something safe. While the row of that arrival has this hash, the
-- records up to it are in that backup.
CREATE TABLE safe_arrival (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  arrival INTEGER NOT NULL,
  header_hash BLOB NOT NULL CHECK (length(header_hash) = 32)
) STRICT;
