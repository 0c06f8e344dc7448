-- acknowledged_on, done_on: number of that day in `talked`. asked_again: how often the collector asked for it once more.
ALTER TABLE outbox ADD COLUMN acknowledged_on INTEGER;
ALTER TABLE outbox ADD COLUMN asked_again INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blob ADD COLUMN done_on INTEGER;
-- What the collector has and the kiosk still keeps, and what was found damaged: each a search, and nothing for a record
-- that waits.
CREATE INDEX outbox_kept ON outbox (sequence) WHERE state IN (1, 2) AND envelope IS NOT NULL;
CREATE INDEX outbox_damaged ON outbox (sequence) WHERE state = 3;
CREATE INDEX blob_kept ON blob (sequence) WHERE state = 1 AND bytes IS NOT NULL;

-- What is kept here after the collector has acknowledged it, counted, and up to where it may go.
-- records, blobs, bytes: acknowledged, their sealed bytes here. safe: records that went because a mark covered them.
-- dropped_to: the highest sequence whose sealed bytes ever went. heard_safe: the collector has called something safe.
-- chain, sequence, header, heard_ms: the highest mark of the collector that fits this kiosk's chain, and when it came.
-- refused: header of the last mark that did not fit. blobs_asked_to: the recording about which was asked last, whether
-- it is safe; blobs_asked_ms: when that round began, none when the next may begin at once.
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
  blobs_asked_ms INTEGER
) STRICT;
INSERT INTO keeping (one, dropped_to) SELECT 1, coalesce(max(sequence), 0) FROM outbox WHERE envelope IS NULL;

-- Days (of the agent's clock, since 1970) on which the collector was heard, numbered as they came: by these, and by no
-- clock, the time is counted after which a collector that never says `safe` is taken for one without backups.
CREATE TABLE talked (
  day INTEGER PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;
