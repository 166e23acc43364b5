-- Drop FOREIGN KEY (country) REFERENCES countries (code) of "places"
-- SQLite cannot do this in place: rebuild "places"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_places (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES __penumbra_new_places ON DELETE CASCADE,
  country TEXT
);
INSERT OR ABORT INTO __penumbra_new_places (id, parent, country)
  SELECT id, parent, country FROM places;
DROP TABLE places;
ALTER TABLE __penumbra_new_places RENAME TO places;
RELEASE penumbra_rebuild;

-- Drop index "countries_code"
DROP INDEX countries_code;
