-- Canonical: how each kiosk's machine fares, as its agent last said; the row before it goes. null: it did not say.
-- faults: words of a closed list (sync/wire/health.h) with a space between them.
CREATE TABLE kiosk_health (
  device BLOB PRIMARY KEY REFERENCES devices (id),
  at_ms INTEGER NOT NULL,
  free_disk_bytes INTEGER,
  disk_bytes INTEGER,
  database_bytes INTEGER,
  kiosk_version TEXT NOT NULL,
  agent_version TEXT NOT NULL,
  clock_ahead_ms INTEGER,
  faults TEXT NOT NULL
) STRICT, WITHOUT ROWID;
