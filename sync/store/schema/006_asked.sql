-- Requests to which a reply may still come, over the network or in a file; a later one has a higher number. A row goes
-- when a reply to it was applied, and all before it go too: what is known then is newer than what they would say.
-- heartbeat: number of the one that went with it; 0: none did. blobs: hashes of the recordings of which pieces went, 32
-- bytes each. The agent's: minbar-kiosk reads none of it.
CREATE TABLE asked (
  number INTEGER PRIMARY KEY,
  request BLOB NOT NULL UNIQUE CHECK (length(request) = 16),
  heartbeat INTEGER NOT NULL,
  blobs BLOB NOT NULL CHECK (length(blobs) % 32 = 0)
) STRICT;
