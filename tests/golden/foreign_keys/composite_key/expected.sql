-- Add CHECK (size > 0) to "halls"
-- SQLite cannot do this in place: rebuild "halls"
-- Rows of "shows" point there, so these go along
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
