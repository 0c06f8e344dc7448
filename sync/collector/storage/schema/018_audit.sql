-- Canonical: from where something was done (shortened), why, how it ended (done, refused, failed), and of a refused page its path.
-- hash: of the row and the hash before it (accounts/audit_chain.cpp); rows from before are linked at the next start.
ALTER TABLE audit ADD COLUMN address TEXT;
ALTER TABLE audit ADD COLUMN reason TEXT;
ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done';
ALTER TABLE audit ADD COLUMN detail TEXT;
ALTER TABLE audit ADD COLUMN hash BLOB CHECK (length(hash) = 32);
-- reason_hash: of reason_salt and reason, and what the chain has of it; the other two can be erased.
ALTER TABLE audit ADD COLUMN reason_salt BLOB CHECK (length(reason_salt) = 16);
ALTER TABLE audit ADD COLUMN reason_hash BLOB CHECK (length(reason_hash) = 32);

-- Where the chain begins (the last row that was forgotten, else 0 and zeros) and ends.
CREATE TABLE audit_chain (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  anchor_row INTEGER NOT NULL,
  anchor BLOB NOT NULL CHECK (length(anchor) = 32),
  head_row INTEGER NOT NULL,
  head BLOB NOT NULL CHECK (length(head) = 32)
) STRICT;

-- What a session has opened of a person, with a reason that the audit has: a proposal's author and recording, or a petition's list
-- of support. Gone with its session.
CREATE TABLE openings (
  session BLOB NOT NULL REFERENCES sessions (token_hash) ON DELETE CASCADE,
  subject TEXT NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  PRIMARY KEY (session, subject)
) STRICT, WITHOUT ROWID;
