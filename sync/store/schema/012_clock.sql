-- How far this machine's clock was ahead of the collector's when that last signed its own; for people.
ALTER TABLE exchange ADD COLUMN clock_ahead_ms INTEGER;
