-- Drop UNIQUE ("row", number) of "seats"
-- Add UNIQUE (hall, "row", number DESC) to "seats"
-- SQLite cannot do this in place: rebuild "seats"
CREATE TABLE __penumbra_new_seats (hall INTEGER, row INTEGER, number INTEGER, UNIQUE (hall, row, number DESC));
INSERT OR ABORT INTO __penumbra_new_seats (rowid, hall, "row", number)
  SELECT rowid, hall, "row", number FROM seats;
DROP TABLE seats;
ALTER TABLE __penumbra_new_seats RENAME TO seats;
