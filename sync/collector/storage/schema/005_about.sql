-- Derived: what a citizen said of whom a proposal comes from, in the words of PROTOCOL.md, section 7.
ALTER TABLE proposals ADD COLUMN gender TEXT;
ALTER TABLE proposals ADD COLUMN age_band TEXT;
