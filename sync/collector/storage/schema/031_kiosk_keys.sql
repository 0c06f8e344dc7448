-- Canonical: which keys of this collector a kiosk follows. number, signing_key and root_key (ids, as 8 bytes) as its agent said
-- last; no root_key: it believes no statement of succession. enrolled, enrolled_key: what the answer to its last enrolment named,
-- by which an agent of version 1, that says nothing, knows an answer. No row: number 0, enrolled before this was noted.
CREATE TABLE kiosk_keys (
  device BLOB PRIMARY KEY REFERENCES devices (id),
  enrolled INTEGER NOT NULL DEFAULT 0,
  enrolled_key BLOB CHECK (length(enrolled_key) = 8),
  number INTEGER NOT NULL,
  signing_key BLOB CHECK (length(signing_key) = 8),
  root_key BLOB CHECK (length(root_key) = 8)
) STRICT, WITHOUT ROWID;
