-- Canonical: what coordinators answered. Rows are only added; the highest sequence of a record says how things stand now.
-- A sequence is never used again: kiosks name answers by it.
CREATE TABLE answers (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  record BLOB NOT NULL CHECK (length(record) = 16),
  lookup BLOB NOT NULL CHECK (length(lookup) = 16),
  place TEXT NOT NULL,
  device BLOB NOT NULL REFERENCES devices (id),
  state TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  sealed BLOB NOT NULL,
  account INTEGER NOT NULL REFERENCES accounts (id),
  answered_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_record ON answers (record, sequence);
CREATE INDEX answers_place ON answers (place, sequence);
CREATE INDEX answers_device ON answers (device, sequence);

-- In which places the place of an answered record lies, itself among them, so that a kiosk of a whole province finds the
-- answers of its communes in their order without reading any other.
CREATE TABLE answer_scopes (
  place TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES answers (sequence),
  PRIMARY KEY (place, sequence)
) STRICT, WITHOUT ROWID;

-- Derived: the state of the newest answer, so that the inbox finds what waits for one.
ALTER TABLE proposals ADD COLUMN answer_state TEXT;
CREATE INDEX proposals_state ON proposals (answer_state, arrival);

ALTER TABLE audit ADD COLUMN record BLOB CHECK (length(record) = 16);
