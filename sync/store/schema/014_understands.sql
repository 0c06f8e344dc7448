-- What the collector said at its last answer that it can take in beyond version 1: words with a space before and after each;
-- empty when it says nothing of it, as one of version 1 does.
ALTER TABLE exchange ADD COLUMN understands TEXT NOT NULL DEFAULT '';
