-- The whole schema of the kiosk database. Equals the sum of the numbered steps beside it (a test compares).

-- The one row that says how far this database is. Counters are kept, so that no start ever reads the outbox.
CREATE TABLE kiosk (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  chain_id BLOB NOT NULL CHECK (length(chain_id) = 16),
  record_key BLOB CHECK (length(record_key) = 32),
  head_sequence INTEGER NOT NULL DEFAULT 0,
  head_hash BLOB NOT NULL CHECK (length(head_hash) = 32),
  waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),
  delivered INTEGER NOT NULL DEFAULT 0,
  set_aside INTEGER NOT NULL DEFAULT 0,
  damaged INTEGER NOT NULL DEFAULT 0 CHECK (damaged >= 0),
  heartbeat BLOB,
  heartbeat_number INTEGER NOT NULL DEFAULT 0,
  heartbeat_taken INTEGER NOT NULL DEFAULT 0,
  content_version INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Whom this kiosk answers to; no row before enrolment.
CREATE TABLE enrolment (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  device_id BLOB NOT NULL CHECK (length(device_id) = 16),
  collector_id BLOB NOT NULL CHECK (length(collector_id) = 16),
  signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
  sealing_key BLOB NOT NULL CHECK (length(sealing_key) = 32),
  place_code TEXT NOT NULL,
  place_name_ar TEXT NOT NULL,
  place_name_fr TEXT NOT NULL,
  place_zone TEXT NOT NULL,
  follow_url TEXT NOT NULL,
  collector_url TEXT NOT NULL, record_key BLOB CHECK (length(record_key) = 32)
) STRICT;

-- The records of this chain until they are settled (`settled`); the sealed bytes until a verified reply has named their hash and the collector
-- has said that they are in a backup (`keeping` has the other ends).
-- state: 0 waiting, 1 delivered, 2 set aside at the collector, 3 damaged here (kept, not sent)
-- acknowledged_on: number of that day in `talked`. asked_again: how often the collector asked for it once more.
CREATE TABLE outbox (
  sequence INTEGER PRIMARY KEY,
  record_id BLOB NOT NULL UNIQUE CHECK (length(record_id) = 16),
  lookup_id BLOB CHECK (length(lookup_id) = 16),
  header_hash BLOB NOT NULL CHECK (length(header_hash) = 32),
  envelope_hash BLOB NOT NULL UNIQUE CHECK (length(envelope_hash) = 32),
  envelope BLOB,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2, 3)),
  reason TEXT NOT NULL DEFAULT 'none',
  stored_ms INTEGER NOT NULL,
  acknowledged_on INTEGER,
  asked_again INTEGER NOT NULL DEFAULT 0,
  CHECK (envelope IS NOT NULL OR state IN (1, 2))
) STRICT;
CREATE INDEX outbox_waiting ON outbox (sequence) WHERE state = 0;
CREATE INDEX outbox_kept ON outbox (sequence) WHERE state IN (1, 2) AND envelope IS NOT NULL;
CREATE INDEX outbox_damaged ON outbox (sequence) WHERE state = 3;
CREATE INDEX outbox_dropped ON outbox (sequence) WHERE state IN (1, 2) AND envelope IS NULL;
CREATE INDEX outbox_by_lookup ON outbox (lookup_id) WHERE lookup_id IS NOT NULL;

-- What is left of records that the collector has in a backup and has had for long: what their citizens' codes ask for.
-- Of a record without a code nothing is left but its number in the counts.
CREATE TABLE settled (
  lookup_id BLOB PRIMARY KEY CHECK (length(lookup_id) = 16),
  state INTEGER NOT NULL CHECK (state IN (1, 2)),
  stored_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Answers of coordinators, readable only with the citizen's code.
CREATE TABLE reply (
  sequence INTEGER PRIMARY KEY,
  lookup_id BLOB NOT NULL CHECK (length(lookup_id) = 16),
  sealed BLOB NOT NULL
) STRICT;
CREATE INDEX reply_by_lookup ON reply (lookup_id, sequence);

-- What the agent last saw of its collector, for people who ask.
CREATE TABLE exchange (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cursor TEXT NOT NULL DEFAULT '',
  tried_ms INTEGER,
  succeeded_ms INTEGER,
  outcome TEXT NOT NULL DEFAULT 'never',
  failures INTEGER NOT NULL DEFAULT 0,
  next_ms INTEGER, clock_ahead_ms INTEGER, understands TEXT NOT NULL DEFAULT ''
) STRICT;

-- Content packs of the collector, whole, as they were signed: the one in use, the one before it, and a newer one.
-- unusable: why the kiosk's program cannot use it; empty when nothing is known against it.
CREATE TABLE pack (
  version INTEGER PRIMARY KEY CHECK (version > 0),
  taken_ms INTEGER NOT NULL,
  unusable TEXT NOT NULL DEFAULT '',
  frame BLOB NOT NULL
) STRICT;

-- The pack that is on its way, and what became of the last one. max_bytes: what the kiosk's database may take, as the
-- kiosk was told; the agent leaves room for records below it.
CREATE TABLE content (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  arriving_version INTEGER,
  arriving_hash BLOB CHECK (length(arriving_hash) = 32),
  arriving_bytes INTEGER NOT NULL DEFAULT 0,
  arrived_bytes INTEGER NOT NULL DEFAULT 0,
  starts INTEGER NOT NULL DEFAULT 0,
  refused_version INTEGER,
  refused_hash BLOB CHECK (length(refused_hash) = 32),
  note TEXT NOT NULL DEFAULT 'none',
  note_version INTEGER NOT NULL DEFAULT 0,
  note_ms INTEGER,
  max_bytes INTEGER,
  CHECK ((arriving_version IS NULL) = (arriving_hash IS NULL))
) STRICT;

-- Its bytes so far, one row a piece.
CREATE TABLE pack_piece (
  offset INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE blob (
  sequence INTEGER PRIMARY KEY REFERENCES outbox (sequence),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  size INTEGER NOT NULL CHECK (size > 0),
  bytes BLOB,
  have INTEGER NOT NULL DEFAULT 0,
  wanted INTEGER NOT NULL DEFAULT 1 CHECK (wanted IN (0, 1)),
  restarts INTEGER NOT NULL DEFAULT 0,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2, 3)),
  done_on INTEGER,
  CHECK (bytes IS NOT NULL OR state = 1)
) STRICT;
CREATE INDEX blob_waiting ON blob (wanted DESC, sequence) WHERE state = 0;
CREATE INDEX blob_kept_back ON blob (sequence) WHERE state > 1;
CREATE INDEX blob_kept ON blob (sequence) WHERE state = 1 AND bytes IS NOT NULL;

CREATE TABLE blobs_waiting (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  waiting INTEGER NOT NULL CHECK (waiting >= 0)
) STRICT;
INSERT INTO blobs_waiting (one, waiting) VALUES (1, 0);

-- The petitions shown on this kiosk, and how many had signed each when the collector was last heard.
CREATE TABLE petition (
  id TEXT PRIMARY KEY,
  signatures INTEGER,
  complete_up_to_s INTEGER,
  silent_kiosks INTEGER,
  counted_at_s INTEGER, lost_records INTEGER NOT NULL DEFAULT 0,
  CHECK ((signatures IS NULL) = (counted_at_s IS NULL))
) STRICT, WITHOUT ROWID;

-- Requests to which a reply may still come, over the network or in a file; a later one has a higher number. A row goes
-- when a reply to it was applied, and all before it go too: what is known then is newer than what they would say.
-- heartbeat: number of the one that went with it; 0: none did. blobs: hashes of the recordings of which pieces went, 32
-- bytes each. The agent's: minbar-kiosk reads none of it.
CREATE TABLE asked (
  number INTEGER PRIMARY KEY,
  request BLOB NOT NULL UNIQUE CHECK (length(request) = 16),
  heartbeat INTEGER NOT NULL,
  blobs BLOB NOT NULL CHECK (length(blobs) % 32 = 0)
) STRICT;

-- What is kept here after the collector has acknowledged it, counted, and up to where it may go.
-- records, blobs, bytes: acknowledged, their sealed bytes here. safe: records that went because a mark covered them.
-- dropped_to: the highest sequence whose sealed bytes ever went. heard_safe: the collector has called something safe.
-- chain, sequence, header, heard_ms: the highest mark of the collector that fits this kiosk's chain, and when it came.
-- refused: header of the last mark that did not fit. blobs_asked_to: the recording about which was asked last, whether
-- it is safe; blobs_asked_ms: when that round began, none when the next may begin at once.
-- settled_to: the highest place of this chain that is settled; settled_places: how many of it are. settled_delivered,
-- settled_set_aside: records that are settled, of whatever chain. lost: places of this chain of which nothing is left
-- though they are not settled, as the last salvage found them. A place without a row is one or the other.
-- former: rows of outbox below 0 (`anew`).
CREATE TABLE keeping (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  records INTEGER NOT NULL DEFAULT 0,
  blobs INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  safe INTEGER NOT NULL DEFAULT 0,
  dropped_to INTEGER NOT NULL DEFAULT 0,
  heard_safe INTEGER NOT NULL DEFAULT 0,
  chain BLOB CHECK (length(chain) = 16),
  sequence INTEGER NOT NULL DEFAULT 0,
  header BLOB CHECK (length(header) = 32),
  heard_ms INTEGER,
  refused BLOB,
  blobs_asked_to INTEGER NOT NULL DEFAULT 0,
  blobs_asked_ms INTEGER,
  settled_to INTEGER NOT NULL DEFAULT 0,
  settled_places INTEGER NOT NULL DEFAULT 0,
  settled_delivered INTEGER NOT NULL DEFAULT 0,
  settled_set_aside INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0,
  former INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Days (of the agent's clock, since 1970) on which the collector was heard, numbered as they came: by these, and by no
-- clock, the time is counted after which a collector that never says `safe` is taken for one without backups.
CREATE TABLE talked (
  day INTEGER PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;

-- Places of this kiosk's chain whose sealed records it has lost, both ends included: told to the collector, so that it
-- asks for them no longer and says that they are missing.
CREATE TABLE gone (
  from_sequence INTEGER PRIMARY KEY CHECK (from_sequence > 0),
  to_sequence INTEGER NOT NULL,
  CHECK (to_sequence >= from_sequence)
) STRICT;

-- The collector's signed word that it takes nothing of this kiosk; no row while it answers. Written by the agent,
-- verified by whoever reads it.
CREATE TABLE refusal (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  frame BLOB NOT NULL
) STRICT;

-- How far a machine whose disk was copied is on its way to an identity of its own; steps 015 and 017 have the words.
CREATE TABLE anew (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  taken_key BLOB CHECK (length(taken_key) = 32),
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  former_chain BLOB CHECK (length(former_chain) = 16),
  origins BLOB NOT NULL DEFAULT x'' CHECK (length(origins) % 16 = 0 AND length(origins) <= 128)
) STRICT;

-- Which keys of the collector are followed; step 016 has the words.
CREATE TABLE succession (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  root_key BLOB CHECK (length(root_key) = 32),
  number INTEGER NOT NULL DEFAULT 0,
  statement BLOB,
  pinned_root BLOB CHECK (length(pinned_root) = 32)
) STRICT;

-- Ids of the sealing keys that the collector had before: what waits and is sealed to one of them goes to it.
CREATE TABLE former_key (
  key_id BLOB PRIMARY KEY CHECK (length(key_id) = 8)
) STRICT, WITHOUT ROWID;
