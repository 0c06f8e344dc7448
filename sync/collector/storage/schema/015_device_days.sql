-- Canonical for some days: what each kiosk brought on a day (days since 1970, UTC, by the collector's clock), so that a hostile
-- or broken one ends at its quota. over_at_ms: when it was first told to come another day.
CREATE TABLE device_days (
  device BLOB NOT NULL REFERENCES devices (id),
  day INTEGER NOT NULL,
  records INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  chains INTEGER NOT NULL,
  blobs INTEGER NOT NULL,
  over_at_ms INTEGER,
  PRIMARY KEY (device, day)
) STRICT, WITHOUT ROWID;

-- Of a chain one header is asked for by the one before it, and one by its own hash: however often a place is claimed.
DROP INDEX envelopes_chain;
CREATE INDEX envelopes_chain ON envelopes (device, chain, sequence, previous_hash);
CREATE INDEX envelopes_header ON envelopes (header_hash);

-- Comments of a month, whatever was rated.
CREATE INDEX ratings_comments ON ratings (kind, made_at_s, count) WHERE comment <> '';

-- Enrolment codes whose MAC key is still there: few, and looked for at each exchange.
CREATE INDEX enrol_codes_open ON enrol_codes (device) WHERE mac_key IS NOT NULL;
