-- Derived: whose badge a citizen was helped with, by their own word.
ALTER TABLE proposals ADD COLUMN assisted_by TEXT;
