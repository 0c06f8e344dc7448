-- Canonical: what heartbeats told of kiosks' clocks, for each stretch of a chain over which a clock ran evenly
-- (clocks/clock_span.h). basis 0: as it is known now. basis 1: as it was before the last change, while records of the chain
-- wait to be timed anew (timed_anew). Times are UTC milliseconds by the collector's clock, but for mono_ms, of the kiosk's
-- monotonic one.
CREATE TABLE clock_spans (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  basis INTEGER NOT NULL CHECK (basis IN (0, 1)),
  number INTEGER NOT NULL,
  last_number INTEGER NOT NULL,
  first_head INTEGER NOT NULL,
  last_head INTEGER NOT NULL,
  run INTEGER NOT NULL,
  boot BLOB NOT NULL CHECK (length(boot) = 16),
  wall_less_mono_ms INTEGER NOT NULL,
  first_mono_ms INTEGER NOT NULL,
  last_mono_ms INTEGER NOT NULL,
  zero_from_ms INTEGER NOT NULL,
  zero_until_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, chain, basis, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX clock_spans_head ON clock_spans (device, chain, basis, last_head, number);

-- What the newest heartbeat of each chain tells. Its boot and monotonic time stand in its signed bytes, which SQL cannot read.
INSERT INTO clock_spans (device, chain, basis, number, last_number, first_head, last_head, run, boot, wall_less_mono_ms,
                         first_mono_ms, last_mono_ms, zero_from_ms, zero_until_ms, received_at_ms)
SELECT h.device, h.chain, 0, h.number, h.number, h.head_sequence, h.head_sequence, 1, zeroblob(16),
       max(-400000000000000, min(400000000000000, h.wall_ms)), 0, 0,
       min(coalesce(d.enrolled_at_ms, h.received_at_ms), h.received_at_ms), h.received_at_ms, h.received_at_ms
FROM heartbeats h JOIN devices d ON d.id = h.device;

-- Canonical: records of a chain that wait to be timed anew (clocks/clock_rows.h).
CREATE TABLE timed_anew (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  done_sequence INTEGER NOT NULL,
  done_arrival INTEGER NOT NULL,
  until_arrival INTEGER NOT NULL,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;

-- Canonical, of one row: what came up to this arrival came before there were such rows. It keeps the time that its kiosk said,
-- so that no figure changes with the update; a rebuild times it by what is known then, says so, and removes the row.
CREATE TABLE untimed_records (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  arrival INTEGER NOT NULL
) STRICT;
INSERT INTO untimed_records (one, arrival) SELECT 1, max(arrival) FROM envelopes HAVING max(arrival) IS NOT NULL;

-- 1: this collector had gone back to before the kiosk was enrolled, and took it under its own id; what it made may be older than
-- its enrolment here.
ALTER TABLE devices ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0 CHECK (adopted IN (0, 1));

-- Derived: made_at_s is an estimate from now on; 1: it is uncertain.
ALTER TABLE proposals ADD COLUMN time_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (time_uncertain IN (0, 1));
ALTER TABLE petition_starts ADD COLUMN time_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (time_uncertain IN (0, 1));
ALTER TABLE petition_signatures ADD COLUMN time_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (time_uncertain IN (0, 1));

-- Of a rating whose time is uncertain made_at_s is the midnight that begins its day.
DROP INDEX ratings_reasons;
DROP INDEX ratings_comments;
ALTER TABLE ratings RENAME TO ratings_as_said;
CREATE TABLE ratings (
  kind TEXT NOT NULL CHECK (kind IN ('service', 'commitment')),
  place TEXT NOT NULL,
  subject TEXT NOT NULL,
  made_at_s INTEGER NOT NULL,
  satisfaction INTEGER NOT NULL CHECK (satisfaction BETWEEN 1 AND 5),
  language TEXT NOT NULL,
  reasons TEXT NOT NULL,
  comment TEXT NOT NULL,
  soon_after_another INTEGER NOT NULL CHECK (soon_after_another IN (0, 1)),
  content_version INTEGER NOT NULL,
  time_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (time_uncertain IN (0, 1)),
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (kind, place, subject, made_at_s, satisfaction, language, reasons, comment, soon_after_another,
               content_version, time_uncertain)
) STRICT, WITHOUT ROWID;
INSERT INTO ratings (kind, place, subject, made_at_s, satisfaction, language, reasons, comment, soon_after_another,
                     content_version, time_uncertain, count)
SELECT kind, place, subject, made_at_s, satisfaction, language, reasons, comment, soon_after_another, content_version, 0,
       count FROM ratings_as_said;
DROP TABLE ratings_as_said;
CREATE INDEX ratings_reasons ON ratings (reasons, satisfaction, made_at_s, place, subject, count)
  WHERE reasons <> '' AND soon_after_another = 0;
CREATE INDEX ratings_comments ON ratings (kind, made_at_s, count) WHERE comment <> '';
