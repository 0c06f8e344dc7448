-- What is left of records that the collector has in a backup and has had for long: what their citizens' codes ask for.
-- Of a record without a code nothing is left but its number in the counts.
CREATE TABLE settled (
  lookup_id BLOB PRIMARY KEY CHECK (length(lookup_id) = 16),
  state INTEGER NOT NULL CHECK (state IN (1, 2)),
  stored_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Records whose sealed bytes went: the oldest of them is a search.
CREATE INDEX outbox_dropped ON outbox (sequence) WHERE state IN (1, 2) AND envelope IS NULL;

-- settled_to: the highest place of this chain that is settled; settled_places: how many of it are. settled_delivered,
-- settled_set_aside: records that are settled, of whatever chain. lost: places of this chain of which nothing is left
-- though they are not settled, as the last salvage found them. A place without a row is one or the other.
ALTER TABLE keeping ADD COLUMN settled_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN settled_places INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN settled_delivered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN settled_set_aside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
