-- Drop PRIMARY KEY ("row") of "seats"
-- Add PRIMARY KEY ("row", number DESC) to "seats"
-- SQLite cannot do this in place: rebuild "seats"
CREATE TABLE __penumbra_new_seats (row INTEGER, number INTEGER, free INTEGER, PRIMARY KEY (row, number DESC));
INSERT OR ABORT INTO __penumbra_new_seats (rowid, "row", number, free)
  SELECT rowid, "row", number, free FROM seats;
DROP TABLE seats;
ALTER TABLE __penumbra_new_seats RENAME TO seats;
