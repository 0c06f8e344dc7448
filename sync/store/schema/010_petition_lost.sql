-- How many records of the kiosks that take signatures are lost for good, as the collector said with the number of signatures.
ALTER TABLE petition ADD COLUMN lost_records INTEGER NOT NULL DEFAULT 0;
