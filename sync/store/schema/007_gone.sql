-- Places of this kiosk's chain whose sealed records it has lost, both ends included: told to the collector, so that it
-- asks for them no longer and says that they are missing.
CREATE TABLE gone (
  from_sequence INTEGER PRIMARY KEY CHECK (from_sequence > 0),
  to_sequence INTEGER NOT NULL,
  CHECK (to_sequence >= from_sequence)
) STRICT;
