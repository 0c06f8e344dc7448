-- Who opened the list of support of a petition, with its names and national ids; and that list in the order it came.
ALTER TABLE audit ADD COLUMN petition TEXT;
CREATE INDEX petition_signatures_arrival ON petition_signatures (petition, arrival);
