-- Canonical: every key that was a kiosk's, from when until when; devices has those of now. A record verifies with the key of its
-- kiosk that its header names, also with one that was replaced since (what was sealed under it still comes). A request
-- verifies with one that was not replaced. A key is never another kiosk's.
-- key_id: derived, the first 8 bytes of the key's hash, by which records and requests name it. SQL cannot compute it: the program
-- notes what is missing when it opens the database, and each new one with its key.
CREATE TABLE device_keys (
  kind TEXT NOT NULL CHECK (kind IN ('record', 'transport')),
  key BLOB NOT NULL CHECK (length(key) = 32),
  key_id BLOB CHECK (length(key_id) = 8),
  device BLOB NOT NULL REFERENCES devices (id),
  from_ms INTEGER NOT NULL,
  until_ms INTEGER,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_keys_id ON device_keys (kind, key_id);
CREATE INDEX device_keys_device ON device_keys (device, kind);
INSERT INTO device_keys (kind, key, device, from_ms)
  SELECT 'record', record_key, id, enrolled_at_ms FROM devices WHERE record_key IS NOT NULL;
INSERT INTO device_keys (kind, key, key_id, device, from_ms)
  SELECT 'transport', transport_key, transport_key_id, id, enrolled_at_ms FROM devices WHERE transport_key IS NOT NULL;

-- From now on device_keys has it; the column of devices stays as it was and is read no more.
DROP INDEX devices_transport_key_id;

-- The code of a withdrawn kiosk would put it back in service.
UPDATE enrol_codes SET mac_key = NULL WHERE device IN (SELECT id FROM devices WHERE revoked_at_ms IS NOT NULL);
