-- Canonical: places of a kiosk's chain over which it is followed although no header there links it. Never two of one place.
-- kind: lost: nobody has these records any more, as far as the kiosk said; came: they were lost and came all the same;
-- set_aside: here, among what was set aside. since_ms: when that was noticed. after_ms: the chain was complete up to then, so
-- that what is lost was made later; NULL: not known. safe: of what came, 1 once it is in a verified backup.
CREATE TABLE holes (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  from_sequence INTEGER NOT NULL CHECK (from_sequence > 0),
  to_sequence INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lost', 'came', 'set_aside')),
  since_ms INTEGER NOT NULL,
  after_ms INTEGER,
  safe INTEGER NOT NULL DEFAULT 0 CHECK (safe IN (0, 1)),
  PRIMARY KEY (device, chain, from_sequence),
  CHECK (from_sequence <= to_sequence)
) STRICT, WITHOUT ROWID;

-- Canonical: what a kiosk was last asked to send again, how often without anything of it coming, and when first and last.
CREATE TABLE asked_again (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  ranges TEXT NOT NULL,
  times INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;
