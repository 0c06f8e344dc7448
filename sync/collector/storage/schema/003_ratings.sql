-- Derived: how citizens rated services, as a multiset. A row says what was said and how many said exactly that; it carries
-- neither record, device, arrival nor any order of arrival, so that no row leads back to one person at one kiosk.

-- `reasons`: sorted ids with a space between; `comment`: letter for letter, '' for none.
CREATE TABLE ratings (
  place TEXT NOT NULL,
  service TEXT NOT NULL,
  made_at_s INTEGER NOT NULL,
  satisfaction INTEGER NOT NULL CHECK (satisfaction BETWEEN 1 AND 5),
  language TEXT NOT NULL,
  reasons TEXT NOT NULL,
  comment TEXT NOT NULL,
  soon_after_another INTEGER NOT NULL CHECK (soon_after_another IN (0, 1)),
  content_version INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (place, service, made_at_s, satisfaction, language, reasons, comment, soon_after_another, content_version)
) STRICT, WITHOUT ROWID;

-- What the page of reasons reads, in its order, without touching the rows.
CREATE INDEX ratings_reasons ON ratings (reasons, satisfaction, made_at_s, place, service, count)
  WHERE reasons <> '' AND soon_after_another = 0;
