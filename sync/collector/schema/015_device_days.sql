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

-- Enrolment codes whose MAC key is still there: few, and looked for at each exchange.
CREATE INDEX enrol_codes_open ON enrol_codes (device) WHERE mac_key IS NOT NULL;
