-- Canonical: records that are well made and claim what was never their kiosk's own: a place, or to sign there a petition that
-- is signed elsewhere (petition: what any signature is under). They are kept, acknowledged and counted nowhere until a person decides.
-- voice: the hash of its recording, for which its kiosk asks (intake/blobs.h). decision: 'claimed_place' (as it says), 'kiosk_place' (place_given is where the kiosk stood then) or 'left_aside'. Of a
-- rating nothing stands here but that it is one.
CREATE TABLE held_records (
  arrival INTEGER PRIMARY KEY REFERENCES envelopes (arrival),
  record BLOB NOT NULL UNIQUE CHECK (length(record) = 16),
  device BLOB NOT NULL REFERENCES devices (id),
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  petition TEXT,
  lookup BLOB CHECK (length(lookup) = 16),
  voice BLOB CHECK (length(voice) = 32),
  received_at_ms INTEGER NOT NULL,
  decision TEXT CHECK (decision IN ('claimed_place', 'kiosk_place', 'left_aside')),
  place_given TEXT,
  decided_at_ms INTEGER,
  account INTEGER REFERENCES accounts (id),
  CHECK ((decision IS NULL) = (decided_at_ms IS NULL)),
  CHECK ((decision IS 'kiosk_place') = (place_given IS NOT NULL))
) STRICT;
CREATE INDEX held_records_open ON held_records (device, place, petition, arrival) WHERE decision IS NULL;
CREATE INDEX held_records_lookup ON held_records (lookup) WHERE lookup IS NOT NULL;
CREATE INDEX held_records_voice ON held_records (voice, device, decision) WHERE voice IS NOT NULL;

-- Of a record that came with another's receipt: its recording, which nobody will hear, and its kiosk is told so; and whose
-- receipt, since it has it after all when the other is left aside.
ALTER TABLE set_aside ADD COLUMN voice BLOB CHECK (length(voice) = 32);
ALTER TABLE set_aside ADD COLUMN lookup BLOB CHECK (length(lookup) = 16);
CREATE INDEX set_aside_voice ON set_aside (voice, device) WHERE voice IS NOT NULL;
CREATE INDEX set_aside_lookup ON set_aside (lookup) WHERE lookup IS NOT NULL;
CREATE INDEX set_aside_lookup_taken ON set_aside (device, lookup, received_at_ms) WHERE reason = 'lookup_taken';

-- What was decided of such records: the decision, the place as they name it (none: all that their kiosk claimed) and how many.
ALTER TABLE audit ADD COLUMN decision TEXT;
ALTER TABLE audit ADD COLUMN place TEXT;
ALTER TABLE audit ADD COLUMN records INTEGER;

-- Derived: the first record keeps a lookup id. Later ones from before this rule keep their words and lose what would have
-- answered somebody else; a rebuild sets aside those that nobody has answered.
UPDATE proposals SET lookup = NULL, reply_key = NULL WHERE lookup IS NOT NULL AND EXISTS
  (SELECT 1 FROM proposals first WHERE first.lookup = proposals.lookup AND first.arrival < proposals.arrival);
