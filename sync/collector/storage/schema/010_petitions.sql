-- Derived: signatures under petitions. Neither names nor national ids stand
-- here: `signer` is a MAC of petition and national id under a key of the opening key, so that a second signature of one
-- person is found and nobody can be found by it. Whoever must read a name opens the envelope.

-- Every signature that came, also a second one of the same signer: the first counts.
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
) STRICT;
CREATE INDEX petition_signatures_signer ON petition_signatures (petition, signer);
CREATE INDEX petition_signatures_counted ON petition_signatures (petition, residence, device) WHERE counts = 1;

-- How many signers a petition has: kept, so that a kiosk's question never counts.
CREATE TABLE petition_tallies (
  petition TEXT PRIMARY KEY,
  signers INTEGER NOT NULL CHECK (signers > 0)
) STRICT, WITHOUT ROWID;
