-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (number) to "seats": the migration stops if a row holds what the table does not take then
-- warning[lint/unique-on-existing]: Add PRIMARY KEY (number) to "seats": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if seats.number holds what is no integer
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "seats.number holds what is no integer" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM seats WHERE number <> CAST(CAST(number AS NUMERIC) AS INTEGER));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of seats hold the same number
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of seats hold the same number" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM seats WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Drop PRIMARY KEY ("row", number) of "seats"
-- Add PRIMARY KEY (number) to "seats"
-- SQLite cannot do this in place: rebuild "seats"
CREATE TABLE __penumbra_new_seats (row INTEGER, number INTEGER PRIMARY KEY, free INTEGER);
INSERT OR ABORT INTO __penumbra_new_seats ("row", number, free)
  SELECT "row", number, free FROM seats;
DROP TABLE seats;
ALTER TABLE __penumbra_new_seats RENAME TO seats;
