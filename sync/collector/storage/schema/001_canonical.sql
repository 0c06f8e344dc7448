-- Canonical tables: what happened. No rebuild touches them, and a backup of them with the keys folder is the whole collector.
-- Times are UTC milliseconds by this machine's clock.

CREATE TABLE collector (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id BLOB NOT NULL CHECK (length(id) = 16),
  made_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password_hash TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL
) STRICT;

-- The token itself is only in the browser.
CREATE TABLE sessions (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  account INTEGER NOT NULL REFERENCES accounts (id),
  made_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One kiosk. Its keys are pinned once, at enrolment.
CREATE TABLE devices (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  label TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  enrolled_at_ms INTEGER,
  revoked_at_ms INTEGER,
  record_key BLOB UNIQUE CHECK (length(record_key) = 32),
  transport_key BLOB UNIQUE CHECK (length(transport_key) = 32),
  chain BLOB UNIQUE CHECK (length(chain) = 16),
  CHECK ((enrolled_at_ms IS NULL) = (record_key IS NULL)),
  CHECK ((enrolled_at_ms IS NULL) = (transport_key IS NULL)),
  CHECK ((enrolled_at_ms IS NULL) = (chain IS NULL))
) STRICT, WITHOUT ROWID;

-- Where a kiosk stands, from when until when: it tours, it is reassigned. A record keeps the place it was made under.
CREATE TABLE assignments (
  device BLOB NOT NULL REFERENCES devices (id),
  place TEXT NOT NULL,
  zone TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER,
  PRIMARY KEY (device, from_ms)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX assignments_current ON assignments (device) WHERE until_ms IS NULL;

-- What a one-time code became (seal/receipt_keys.h); the code itself is nowhere. The MAC key goes when the code has expired.
CREATE TABLE enrol_codes (
  lookup BLOB PRIMARY KEY CHECK (length(lookup) = 16),
  mac_key BLOB CHECK (length(mac_key) = 32),
  device BLOB NOT NULL REFERENCES devices (id),
  made_at_ms INTEGER NOT NULL,
  made_by INTEGER REFERENCES accounts (id),
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT, WITHOUT ROWID;

-- Every record that carries its kiosk's good signature, as it came. `arrival` is the order in which this collector took them;
-- it says nothing of when they were made. A body erased by law leaves its header, so that the chain still verifies.
CREATE TABLE envelopes (
  arrival INTEGER PRIMARY KEY,
  record BLOB NOT NULL UNIQUE CHECK (length(record) = 16),
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  sequence INTEGER NOT NULL,
  header BLOB NOT NULL,
  header_hash BLOB NOT NULL CHECK (length(header_hash) = 32),
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  sealed_body BLOB,
  received_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX envelopes_chain ON envelopes (device, chain, sequence);

-- What a person has to look at: raw bytes with the reason. `record` may be missing: the bytes may be no envelope at all.
CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  device BLOB NOT NULL REFERENCES devices (id),
  envelope_hash BLOB NOT NULL CHECK (length(envelope_hash) = 32),
  record BLOB CHECK (length(record) = 16),
  reason TEXT NOT NULL,
  bytes BLOB NOT NULL,
  received_at_ms INTEGER NOT NULL,
  UNIQUE (device, envelope_hash)
) STRICT;

-- The newest heartbeat of each chain, with the kiosk's signature.
CREATE TABLE heartbeats (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  number INTEGER NOT NULL,
  head_sequence INTEGER NOT NULL,
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
  wall_ms INTEGER NOT NULL,
  backlog INTEGER NOT NULL,
  program_version TEXT NOT NULL,
  agent_version TEXT NOT NULL,
  signed BLOB NOT NULL,
  received_at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;

-- Who has read what.
CREATE TABLE readings (
  account INTEGER NOT NULL REFERENCES accounts (id),
  record BLOB NOT NULL CHECK (length(record) = 16),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  account INTEGER REFERENCES accounts (id),
  action TEXT NOT NULL,
  device BLOB CHECK (length(device) = 16)
) STRICT;
