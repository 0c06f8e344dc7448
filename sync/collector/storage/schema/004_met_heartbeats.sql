-- Canonical: of each chain the heartbeat whose promise was the last to be met, when a newer one has taken its place among the
-- heartbeats. Without it "complete up to" could not be made anew while records of the newer one are still on their way.
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
