-- Canonical: whom a single sign-on means. name: what its header says, letter for letter. An account without a row here is reached
-- by its password alone.
CREATE TABLE sso_names (
  account INTEGER PRIMARY KEY REFERENCES accounts (id),
  name TEXT NOT NULL UNIQUE,
  given_at_ms INTEGER NOT NULL
) STRICT;

-- 1: a single sign-on began it, and has asked for what a second factor would.
ALTER TABLE sessions ADD COLUMN sso INTEGER NOT NULL DEFAULT 0;
