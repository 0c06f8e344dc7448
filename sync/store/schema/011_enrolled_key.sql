-- The record key that the collector has of this kiosk; null: not known. Another one than the published is not taken there.
ALTER TABLE enrolment ADD COLUMN record_key BLOB CHECK (length(record_key) = 32);
UPDATE enrolment SET record_key = (SELECT record_key FROM kiosk WHERE one = 1);
