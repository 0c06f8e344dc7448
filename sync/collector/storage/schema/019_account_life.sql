-- Canonical: an account whose password_hash is '' was invited and has none yet. disabled_at_ms: it cannot sign in until it is enabled
-- again. removed_at_ms: for good; the row stays for the name in the audit.
ALTER TABLE accounts ADD COLUMN disabled_at_ms INTEGER;
ALTER TABLE accounts ADD COLUMN removed_at_ms INTEGER;

-- number: names a session on a page or a command line, and says nothing of its token. address: where it began, shortened.
-- confirmed_at_ms: when the password, and the code where there is one, were last given. pending 1: the password was right, the code is
-- awaited; wrong_codes: that were given meanwhile.
ALTER TABLE sessions ADD COLUMN number INTEGER;
ALTER TABLE sessions ADD COLUMN address TEXT;
ALTER TABLE sessions ADD COLUMN confirmed_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1));
ALTER TABLE sessions ADD COLUMN wrong_codes INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET number = 100000000 + abs(random() % 900000000);
CREATE UNIQUE INDEX sessions_account ON sessions (account, number);

-- Canonical: the link by which somebody chooses a password. One of an account; a new one ends the earlier.
CREATE TABLE links (
  token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
  account INTEGER NOT NULL UNIQUE REFERENCES accounts (id),
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reset')),
  made_by INTEGER REFERENCES accounts (id),
  made_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT, WITHOUT ROWID;

-- Canonical: what an authenticator's secret is derived from under a key that is not here, and the last step whose code was taken.
-- pending_salt: of one that is being set up, by the session whose hash pending_session is, and has not proved itself.
CREATE TABLE second_factors (
  account INTEGER PRIMARY KEY REFERENCES accounts (id),
  salt BLOB CHECK (length(salt) = 16),
  set_at_ms INTEGER,
  last_step INTEGER NOT NULL DEFAULT 0,
  pending_salt BLOB CHECK (length(pending_salt) = 16),
  pending_at_ms INTEGER,
  pending_session BLOB CHECK (length(pending_session) = 32),
  CHECK ((salt IS NULL) = (set_at_ms IS NULL)),
  CHECK ((pending_salt IS NULL) = (pending_at_ms IS NULL))
) STRICT;

-- Canonical: MACs of recovery codes, under the same key.
CREATE TABLE recovery_codes (
  account INTEGER NOT NULL REFERENCES accounts (id),
  mac BLOB NOT NULL CHECK (length(mac) = 32),
  made_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER,
  PRIMARY KEY (account, mac)
) STRICT, WITHOUT ROWID;

-- When somebody last signed in, and what was set aside of each kiosk, without reading all of it.
CREATE INDEX audit_account ON audit (account, action, at_ms);
CREATE INDEX set_aside_reasons ON set_aside (device, reason, received_at_ms);
