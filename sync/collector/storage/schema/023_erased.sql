-- Finds the records whose bodies were erased by law, so that the list outside the database can be held against them.
CREATE INDEX envelopes_erased ON envelopes (record) WHERE sealed_body IS NULL;
