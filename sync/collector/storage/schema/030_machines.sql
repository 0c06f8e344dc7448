-- Canonical: each start of a machine (the boot id of its heartbeats) that spoke in a chain, in the order in which they were first
-- heard (place). One machine has one start at a time, and the numbers of its heartbeats grow: a start that is heard again after
-- a later one, with a number above that one's, is another machine. Only the newest of a chain are kept.
-- branch_arrival, branch_sequence: where its history left the one that is followed; null: it did not, as far as is known.
-- second: 1 for the machine of two that was heard second, until it is enrolled anew.
CREATE TABLE boots (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  boot BLOB NOT NULL CHECK (length(boot) = 16),
  place INTEGER NOT NULL,
  first_number INTEGER NOT NULL,
  last_number INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  branch_arrival INTEGER,
  branch_sequence INTEGER,
  second INTEGER NOT NULL DEFAULT 0 CHECK (second IN (0, 1)),
  PRIMARY KEY (device, chain, boot)
) STRICT, WITHOUT ROWID;

-- Canonical: a kiosk whose machine ran as another kiosk before, because its disk was copied. What it brings may be signed with
-- that one's record key, and is that one's.
CREATE TABLE device_origins (
  device BLOB NOT NULL REFERENCES devices (id),
  origin BLOB NOT NULL REFERENCES devices (id),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, origin)
) STRICT, WITHOUT ROWID;

-- 1: it was replaced because two machines had it. The one that still has it is told so.
ALTER TABLE device_keys ADD COLUMN copied INTEGER NOT NULL DEFAULT 0 CHECK (copied IN (0, 1));
