-- Derived: the first 8 bytes of the hash of transport_key, by which a request names its signer. SQL cannot compute it: the program
-- notes what is missing when it opens the database, and each new one with its key.
ALTER TABLE devices ADD COLUMN transport_key_id BLOB CHECK (length(transport_key_id) = 8);
CREATE INDEX devices_transport_key_id ON devices (transport_key_id);
