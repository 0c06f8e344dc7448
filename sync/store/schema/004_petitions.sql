-- The petitions shown on this kiosk, and how many had signed each when the collector was last heard.
CREATE TABLE petition (
  id TEXT PRIMARY KEY,
  signatures INTEGER,
  complete_up_to_s INTEGER,
  silent_kiosks INTEGER,
  counted_at_s INTEGER,
  CHECK ((signatures IS NULL) = (counted_at_s IS NULL))
) STRICT, WITHOUT ROWID;
