-- The collector's signed word that it takes nothing of this kiosk; no row while it answers. Written by the agent, verified by
-- whoever reads it.
CREATE TABLE refusal (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  frame BLOB NOT NULL
) STRICT;
