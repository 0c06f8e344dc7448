-- settled_to: the highest place of this chain that is settled; settled_places: how many of it are. settled_delivered,
-- settled_set_aside: records that are settled, of whatever chain. lost: places of this chain of which nothing is left
-- though they are not settled, as the last salvage found them. A place without a row is one or the other.
-- former: rows of outbox below 0 (`anew`).
ALTER TABLE keeping ADD COLUMN settled_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN settled_places INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN settled_delivered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN settled_set_aside INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
ALTER TABLE keeping ADD COLUMN former INTEGER NOT NULL DEFAULT 0;

-- What had shrunk before it was counted: every place before the first row, as far as anybody can tell.
UPDATE keeping SET (settled_to, settled_places, settled_delivered, lost, former) = (
  SELECT below, below, below, max(0, head - below - here), (SELECT count(*) FROM outbox WHERE sequence < 0) FROM (
    SELECT coalesce(min(sequence), 1) - 1 AS below, count(*) AS here,
      coalesce((SELECT head_sequence FROM kiosk WHERE one = 1), 0) AS head
    FROM outbox WHERE sequence > 0));

-- No mark of the present chain speaks of a former one any more: the collector says of each record whether it is safe.
ALTER TABLE anew DROP COLUMN settled;
-- origins: ids of the kiosks as which this machine ran before, the newest first; told with each later enrolment, for a
-- collector that went back to before it knew.
ALTER TABLE anew ADD COLUMN origins BLOB NOT NULL DEFAULT x'' CHECK (length(origins) % 16 = 0 AND length(origins) <= 128);
