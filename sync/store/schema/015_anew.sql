-- How far a machine whose disk was copied is on its way to an identity of its own. No row: it never was.
-- taken_key: before an enrolment, the record key of which the collector says that it is another kiosk's (the agent writes
-- it, the kiosk makes itself another). state: 0 nothing is under way, 1 the kiosk has a record key and a chain of its own,
-- 2 the agent has a transport key of its own too, and asks to be enrolled.
-- former_chain: the chain of before; its rows of outbox and blob have sequences below 0, in their order. settled: how far the
-- present chain went when the collector had all of them; null: it has not yet.
CREATE TABLE anew (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  taken_key BLOB CHECK (length(taken_key) = 32),
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  former_chain BLOB CHECK (length(former_chain) = 16),
  settled INTEGER
) STRICT;
