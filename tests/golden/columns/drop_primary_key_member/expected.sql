-- Drop PRIMARY KEY ("row", number) of "seats"
-- Add PRIMARY KEY (number) to "seats"
-- SQLite cannot do this in place: rebuild "seats"
CREATE TABLE __penumbra_new_seats (row INTEGER, number INTEGER PRIMARY KEY, free INTEGER);
INSERT OR ABORT INTO __penumbra_new_seats ("row", number, free)
  SELECT "row", number, free FROM seats;
DROP TABLE seats;
ALTER TABLE __penumbra_new_seats RENAME TO seats;
