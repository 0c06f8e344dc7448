-- Canonical: the highest number given of each kind, raised in the transaction of what gets one. `marked`: a file beside the
-- database holds a number that none was ever above (storage/numbers.h); 0 in a database from before.
CREATE TABLE numbers (
  kind TEXT PRIMARY KEY CHECK (kind IN ('answer', 'pack')),
  last INTEGER NOT NULL CHECK (last >= 0),
  marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO numbers (kind, last) VALUES
  ('answer', coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'answers'), 0)),
  ('pack', coalesce((SELECT max(version) FROM packs), 0));

-- Canonical: kiosks that hold an answer which is not here, as an older backup leaves them. A row goes when its kiosk has an
-- answer that is here.
CREATE TABLE newer_answers (
  device BLOB PRIMARY KEY REFERENCES devices (id),
  sequence INTEGER NOT NULL,
  noted_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
