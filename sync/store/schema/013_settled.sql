-- What is left of records that the collector has in a backup and has had for long: what their citizens' codes ask for.
-- Of a record without a code nothing is left but its number in the counts.
CREATE TABLE settled (
  lookup_id BLOB PRIMARY KEY CHECK (length(lookup_id) = 16),
  state INTEGER NOT NULL CHECK (state IN (1, 2)),
  stored_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Records whose sealed bytes went: the oldest of them is a search.
CREATE INDEX outbox_dropped ON outbox (sequence) WHERE state IN (1, 2) AND envelope IS NULL;
