-- Derived: a rating may be of a commitment as well as of a service, and a proposal may be made on one.
ALTER TABLE proposals ADD COLUMN commitment TEXT;

DROP INDEX ratings_reasons;
ALTER TABLE ratings RENAME TO ratings_of_services;

-- `kind` comes first: the two are never counted together. `reasons`: sorted ids with a space between, '' for a commitment;
-- `comment`: letter for letter, '' for none.
CREATE TABLE ratings (
  kind TEXT NOT NULL CHECK (kind IN ('service', 'commitment')),
  place TEXT NOT NULL,
  subject TEXT NOT NULL,
  made_at_s INTEGER NOT NULL,
  satisfaction INTEGER NOT NULL CHECK (satisfaction BETWEEN 1 AND 5),
  language TEXT NOT NULL,
  reasons TEXT NOT NULL,
  comment TEXT NOT NULL,
  soon_after_another INTEGER NOT NULL CHECK (soon_after_another IN (0, 1)),
  content_version INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (kind, place, subject, made_at_s, satisfaction, language, reasons, comment, soon_after_another,
               content_version)
) STRICT, WITHOUT ROWID;

INSERT INTO ratings (kind, place, subject, made_at_s, satisfaction, language, reasons, comment, soon_after_another,
                     content_version, count)
SELECT 'service', place, service, made_at_s, satisfaction, language, reasons, comment, soon_after_another,
       content_version, count FROM ratings_of_services;
DROP TABLE ratings_of_services;

-- What the page of reasons reads, in its order, without touching the rows; commitments have none.
CREATE INDEX ratings_reasons ON ratings (reasons, satisfaction, made_at_s, place, subject, count)
  WHERE reasons <> '' AND soon_after_another = 0;
