-- warning[lint/check-on-existing]: Add CHECK (size > 0) to "halls": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of halls fails CHECK (size > 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of halls fails CHECK (size > 0)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM halls WHERE NOT (size > 0));
DROP TABLE __penumbra_gate;

-- Add CHECK (size > 0) to "halls"
-- SQLite cannot do this in place: rebuild "halls"
-- Rows of "shows" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_halls (city TEXT, name TEXT, size INTEGER CHECK (size > 0), PRIMARY KEY (city, name));
CREATE TABLE __penumbra_new_shows (
  id INTEGER PRIMARY KEY,
  city TEXT,
  hall TEXT,
  FOREIGN KEY (city, hall) REFERENCES __penumbra_new_halls (city, name) ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT OR ABORT INTO __penumbra_new_halls (rowid, city, name, size)
  SELECT rowid, city, name, size FROM halls;
INSERT OR ABORT INTO __penumbra_new_shows (id, city, hall) SELECT id, city, hall FROM shows;
DROP TABLE shows;
DROP TABLE halls;
ALTER TABLE __penumbra_new_halls RENAME TO halls;
ALTER TABLE __penumbra_new_shows RENAME TO shows;
RELEASE penumbra_rebuild;
