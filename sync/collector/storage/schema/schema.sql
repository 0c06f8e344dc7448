-- The whole schema as the steps leave it; a test compares. The steps say what each table means.

CREATE TABLE collector (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id BLOB NOT NULL CHECK (length(id) = 16),
  made_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password_hash TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL, notice TEXT, disabled_at_ms INTEGER, removed_at_ms INTEGER
) STRICT;

CREATE TABLE grants (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id),
  role TEXT NOT NULL,
  place TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER,
  ended_at_ms INTEGER,
  made_by INTEGER REFERENCES accounts (id),
  made_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX grants_account ON grants (account);

CREATE TABLE sessions (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  account INTEGER NOT NULL REFERENCES accounts (id),
  made_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL, number INTEGER, address TEXT, confirmed_at_ms INTEGER NOT NULL DEFAULT 0, pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1)), wrong_codes INTEGER NOT NULL DEFAULT 0, sso INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sessions_account ON sessions (account, number);

CREATE TABLE links (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  account INTEGER NOT NULL UNIQUE REFERENCES accounts (id),
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reset')),
  made_by INTEGER REFERENCES accounts (id),
  made_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE second_factors (
  account INTEGER PRIMARY KEY REFERENCES accounts (id),
  salt BLOB CHECK (length(salt) = 16),
  set_at_ms INTEGER,
  last_step INTEGER NOT NULL DEFAULT 0,
  pending_salt BLOB CHECK (length(pending_salt) = 16),
  pending_at_ms INTEGER,
  pending_session BLOB CHECK (length(pending_session) = 32),
  CHECK ((salt IS NULL) = (set_at_ms IS NULL)),
  CHECK ((pending_salt IS NULL) = (pending_at_ms IS NULL))
) STRICT;

CREATE TABLE recovery_codes (
  account INTEGER NOT NULL REFERENCES accounts (id),
  mac BLOB NOT NULL CHECK (length(mac) = 32),
  made_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER,
  PRIMARY KEY (account, mac)
) STRICT, WITHOUT ROWID;

CREATE TABLE sso_names (
  account INTEGER PRIMARY KEY REFERENCES accounts (id),
  name TEXT NOT NULL UNIQUE,
  given_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE devices (
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  label TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  enrolled_at_ms INTEGER,
  revoked_at_ms INTEGER,
  record_key BLOB UNIQUE CHECK (length(record_key) = 32),
  transport_key BLOB UNIQUE CHECK (length(transport_key) = 32),
  chain BLOB UNIQUE CHECK (length(chain) = 16),
  transport_key_id BLOB CHECK (length(transport_key_id) = 8),
  adopted INTEGER NOT NULL DEFAULT 0 CHECK (adopted IN (0, 1)),
  CHECK ((enrolled_at_ms IS NULL) = (record_key IS NULL)),
  CHECK ((enrolled_at_ms IS NULL) = (transport_key IS NULL)),
  CHECK ((enrolled_at_ms IS NULL) = (chain IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE device_keys (
  kind TEXT NOT NULL CHECK (kind IN ('record', 'transport')),
  key BLOB NOT NULL CHECK (length(key) = 32),
  key_id BLOB CHECK (length(key_id) = 8),
  device BLOB NOT NULL REFERENCES devices (id),
  from_ms INTEGER NOT NULL,
  until_ms INTEGER, copied INTEGER NOT NULL DEFAULT 0 CHECK (copied IN (0, 1)),
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_keys_id ON device_keys (kind, key_id);
CREATE INDEX device_keys_device ON device_keys (device, kind);

CREATE TABLE assignments (
  device BLOB NOT NULL REFERENCES devices (id),
  place TEXT NOT NULL,
  zone TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER,
  PRIMARY KEY (device, from_ms)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX assignments_current ON assignments (device) WHERE until_ms IS NULL;

CREATE TABLE enrol_codes (
  lookup BLOB PRIMARY KEY CHECK (length(lookup) = 16),
  mac_key BLOB CHECK (length(mac_key) = 32),
  device BLOB NOT NULL REFERENCES devices (id),
  made_at_ms INTEGER NOT NULL,
  made_by INTEGER REFERENCES accounts (id),
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT, WITHOUT ROWID;

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
CREATE INDEX envelopes_chain ON envelopes (device, chain, sequence, previous_hash);
CREATE INDEX envelopes_header ON envelopes (header_hash);
CREATE INDEX envelopes_erased ON envelopes (record) WHERE sealed_body IS NULL;

CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  device BLOB NOT NULL REFERENCES devices (id),
  envelope_hash BLOB NOT NULL CHECK (length(envelope_hash) = 32),
  record BLOB CHECK (length(record) = 16),
  reason TEXT NOT NULL,
  bytes BLOB NOT NULL,
  received_at_ms INTEGER NOT NULL, voice BLOB CHECK (length(voice) = 32), lookup BLOB CHECK (length(lookup) = 16),
  UNIQUE (device, envelope_hash)
) STRICT;
CREATE INDEX set_aside_reasons ON set_aside (device, reason, received_at_ms);

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
  device BLOB CHECK (length(device) = 16),
  record BLOB CHECK (length(record) = 16),
  petition TEXT, decision TEXT, place TEXT, records INTEGER, subject INTEGER REFERENCES accounts (id), address TEXT, reason TEXT, outcome TEXT NOT NULL DEFAULT 'done', detail TEXT, hash BLOB CHECK (length(hash) = 32), reason_salt BLOB CHECK (length(reason_salt) = 16), reason_hash BLOB CHECK (length(reason_hash) = 32)
) STRICT;

CREATE INDEX audit_account ON audit (account, action, at_ms);

CREATE TABLE audit_chain (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  anchor_row INTEGER NOT NULL,
  anchor BLOB NOT NULL CHECK (length(anchor) = 32),
  head_row INTEGER NOT NULL,
  head BLOB NOT NULL CHECK (length(head) = 32)
) STRICT;

CREATE TABLE openings (
  session BLOB NOT NULL REFERENCES sessions (token_hash) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  PRIMARY KEY (session, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE proposals (
  arrival INTEGER PRIMARY KEY,
  record BLOB NOT NULL UNIQUE CHECK (length(record) = 16),
  device BLOB NOT NULL CHECK (length(device) = 16),
  place TEXT NOT NULL,
  language TEXT NOT NULL,
  theme TEXT NOT NULL,
  body TEXT NOT NULL,
  author_name TEXT,
  author_contact TEXT,
  content_version INTEGER NOT NULL,
  made_at_s INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  lookup BLOB CHECK (length(lookup) = 16),
  reply_key BLOB CHECK (length(reply_key) = 32)
  , gender TEXT, age_band TEXT, answer_state TEXT, commitment TEXT, voice BLOB, voice_bytes INTEGER, voice_ms INTEGER, assisted_by TEXT, time_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (time_uncertain IN (0, 1))) STRICT;
CREATE INDEX proposals_lookup ON proposals (lookup);
CREATE INDEX proposals_place ON proposals (place, arrival, answer_state);
CREATE INDEX proposals_state ON proposals (answer_state, arrival);
CREATE INDEX proposals_voice ON proposals (voice) WHERE voice IS NOT NULL;

CREATE TABLE chains (
  device BLOB NOT NULL CHECK (length(device) = 16),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  sequence INTEGER NOT NULL,
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
  forks INTEGER NOT NULL,
  complete_up_to_ms INTEGER,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;

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
CREATE INDEX ratings_reasons ON ratings (reasons, satisfaction, made_at_s, place, subject, count)
  WHERE reasons <> '' AND soon_after_another = 0;
CREATE INDEX ratings_comments ON ratings (kind, made_at_s, count) WHERE comment <> '';

CREATE TABLE met_heartbeats (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  head_sequence INTEGER NOT NULL,
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
  wall_ms INTEGER NOT NULL,
  signed BLOB NOT NULL,
  received_at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE answer_scopes (
  place TEXT NOT NULL,
  sequence INTEGER NOT NULL REFERENCES answers (sequence),
  PRIMARY KEY (place, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE packs (
  version INTEGER PRIMARY KEY CHECK (version > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
  account INTEGER REFERENCES accounts (id),
  published_at_ms INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;

CREATE TABLE pack_places (
  place TEXT NOT NULL,
  version INTEGER NOT NULL REFERENCES packs (version),
  PRIMARY KEY (place, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE blobs (
  device BLOB NOT NULL REFERENCES devices (id),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  record BLOB NOT NULL CHECK (length(record) = 16),
  size INTEGER NOT NULL CHECK (size > 0),
  have INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  received_at_ms INTEGER NOT NULL, safe INTEGER NOT NULL DEFAULT 0 CHECK (safe IN (0, 1)),
  PRIMARY KEY (device, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX blobs_arriving ON blobs (device) WHERE state = 0;

CREATE TABLE blob_pieces (
  id INTEGER PRIMARY KEY,
  device BLOB NOT NULL,
  hash BLOB NOT NULL,
  start INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (device, hash, start),
  FOREIGN KEY (device, hash) REFERENCES blobs (device, hash)
) STRICT;

CREATE TABLE petition_signatures (
  arrival INTEGER PRIMARY KEY,
  record BLOB NOT NULL UNIQUE CHECK (length(record) = 16),
  device BLOB NOT NULL CHECK (length(device) = 16),
  place TEXT NOT NULL,
  petition TEXT NOT NULL,
  signer BLOB NOT NULL CHECK (length(signer) = 32),
  residence TEXT NOT NULL,
  link TEXT NOT NULL CHECK (link IN ('resident', 'activity')),
  on_electoral_list INTEGER CHECK (on_electoral_list IN (0, 1)),
  counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
  made_at_s INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL
  , time_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (time_uncertain IN (0, 1))) STRICT;
CREATE INDEX petition_signatures_signer ON petition_signatures (petition, signer);
CREATE INDEX petition_signatures_arrival ON petition_signatures (petition, arrival);
CREATE INDEX petition_signatures_counted ON petition_signatures (petition, residence, device) WHERE counts = 1;

CREATE TABLE petition_tallies (
  petition TEXT PRIMARY KEY,
  signers INTEGER NOT NULL CHECK (signers > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE held_records (
  arrival INTEGER PRIMARY KEY REFERENCES envelopes (arrival),
  record BLOB NOT NULL UNIQUE CHECK (length(record) = 16),
  device BLOB NOT NULL REFERENCES devices (id),
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  petition TEXT,
  lookup BLOB CHECK (length(lookup) = 16),
  voice BLOB CHECK (length(voice) = 32),
  received_at_ms INTEGER NOT NULL,
  decision TEXT CHECK (decision IN ('claimed_place', 'kiosk_place', 'left_aside')),
  place_given TEXT,
  decided_at_ms INTEGER,
  account INTEGER REFERENCES accounts (id),
  CHECK ((decision IS NULL) = (decided_at_ms IS NULL)),
  CHECK ((decision IS 'kiosk_place') = (place_given IS NOT NULL))
) STRICT;
CREATE INDEX held_records_open ON held_records (device, place, petition, arrival) WHERE decision IS NULL;
CREATE INDEX held_records_lookup ON held_records (lookup) WHERE lookup IS NOT NULL;
CREATE INDEX held_records_voice ON held_records (voice, device, decision) WHERE voice IS NOT NULL;
CREATE INDEX set_aside_lookup_taken ON set_aside (device, lookup, received_at_ms) WHERE reason = 'lookup_taken';
CREATE INDEX set_aside_lookup ON set_aside (lookup) WHERE lookup IS NOT NULL;
CREATE INDEX set_aside_voice ON set_aside (voice, device) WHERE voice IS NOT NULL;

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

CREATE INDEX enrol_codes_open ON enrol_codes (device) WHERE mac_key IS NOT NULL;

CREATE TABLE petition_starts (
  arrival INTEGER PRIMARY KEY,
  record BLOB NOT NULL UNIQUE CHECK (length(record) = 16),
  device BLOB NOT NULL CHECK (length(device) = 16),
  place TEXT NOT NULL,
  language TEXT NOT NULL,
  addressee TEXT NOT NULL,
  object TEXT NOT NULL,
  reasons TEXT NOT NULL,
  representative_name TEXT NOT NULL,
  representative_contact TEXT NOT NULL,
  association TEXT,
  assisted_by TEXT,
  content_version INTEGER NOT NULL,
  made_at_s INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  lookup BLOB CHECK (length(lookup) = 16),
  reply_key BLOB CHECK (length(reply_key) = 32),
  answer_state TEXT
  , time_uncertain INTEGER NOT NULL DEFAULT 0 CHECK (time_uncertain IN (0, 1))) STRICT;
CREATE INDEX petition_starts_lookup ON petition_starts (lookup);
CREATE INDEX petition_starts_state ON petition_starts (answer_state, arrival);

CREATE TABLE own_keys (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
  sealing_key BLOB NOT NULL CHECK (length(sealing_key) = 32)
) STRICT;

CREATE TABLE numbers (
  kind TEXT PRIMARY KEY CHECK (kind IN ('answer', 'pack')),
  last INTEGER NOT NULL CHECK (last >= 0),
  marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE newer_answers (
  device BLOB PRIMARY KEY REFERENCES devices (id),
  sequence INTEGER NOT NULL,
  noted_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE asked_again (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  ranges TEXT NOT NULL,
  times INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE device_origins (
  device BLOB NOT NULL REFERENCES devices (id),
  origin BLOB NOT NULL REFERENCES devices (id),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE safe_marks (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  header_hash BLOB NOT NULL CHECK (length(header_hash) = 32),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;

CREATE INDEX blobs_unsafe ON blobs (device) WHERE state = 1 AND safe = 0;

CREATE TABLE backups (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  made_at_ms INTEGER NOT NULL,
  verified_at_ms INTEGER NOT NULL,
  elsewhere INTEGER NOT NULL CHECK (elsewhere IN (0, 1)),
  bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE safe_arrival (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  arrival INTEGER NOT NULL,
  header_hash BLOB NOT NULL CHECK (length(header_hash) = 32)
) STRICT;

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

CREATE TABLE timed_anew (
  device BLOB NOT NULL REFERENCES devices (id),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  done_sequence INTEGER NOT NULL,
  done_arrival INTEGER NOT NULL,
  until_arrival INTEGER NOT NULL,
  PRIMARY KEY (device, chain)
) STRICT, WITHOUT ROWID;

CREATE TABLE untimed_records (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  arrival INTEGER NOT NULL
) STRICT;

CREATE TABLE kiosk_keys (
  device BLOB PRIMARY KEY REFERENCES devices (id),
  enrolled INTEGER NOT NULL DEFAULT 0,
  enrolled_key BLOB CHECK (length(enrolled_key) = 8),
  number INTEGER NOT NULL,
  signing_key BLOB CHECK (length(signing_key) = 8),
  root_key BLOB CHECK (length(root_key) = 8)
) STRICT, WITHOUT ROWID;
