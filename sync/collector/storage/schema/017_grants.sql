-- Canonical: who may do what, and where. role: accounts/roles.h. place: a code, which covers what lies in it; '': the whole
-- country. from_ms 0: at once. until_ms is not counted in; without it a grant holds until it is ended. ended_at_ms: it was taken, and
-- holds no more whatever a clock says. A row is never removed.
CREATE TABLE grants (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id),
  role TEXT NOT NULL,
  place TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  until_ms INTEGER,
  ended_at_ms INTEGER,
  made_by INTEGER REFERENCES accounts (id),
  made_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX grants_account ON grants (account);

-- Whom an action was about: of role_granted and role_ended.
ALTER TABLE audit ADD COLUMN subject INTEGER REFERENCES accounts (id);

-- An account from before there were roles could do everything, and goes on so. What it is to be told at its next sign-in.
ALTER TABLE accounts ADD COLUMN notice TEXT;
UPDATE accounts SET notice = 'administrator';
INSERT INTO grants (account, role, place, from_ms, made_at_ms)
SELECT a.id, r.value, '', 0, a.made_at_ms FROM accounts a, json_each('["network", "coordinator", "bureau"]') r;

-- What is said at some places is found by them, and the state of its answer with it.
CREATE INDEX proposals_place ON proposals (place, arrival, answer_state);
