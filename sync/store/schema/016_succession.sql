-- Which keys of the collector are followed; no row: the first, and no root key. root_key: of the enrolment, the agent's word. number,
-- statement: the newest statement of succession that was believed, and its exact frame, which the kiosk verifies with the root key
-- that it has pinned. pinned_root: that one, written by the kiosk; null: it has pinned none, and nothing is followed.
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
