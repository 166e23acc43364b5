-- warning[lint/check-on-existing]: Add CHECK (code <> '') to "countries": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of countries fails CHECK (code <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of countries fails CHECK (code <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM countries WHERE NOT (code <> ''));
DROP TABLE __penumbra_gate;

-- Add CHECK (code <> '') to "countries"
-- SQLite cannot do this in place: rebuild "countries"
-- Rows of "places" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_countries (id INTEGER, code TEXT CHECK (code <> ''));
CREATE TABLE __penumbra_new_places (
  id INTEGER PRIMARY KEY,
  part_of INTEGER REFERENCES __penumbra_new_places (id) ON DELETE CASCADE,
  country TEXT REFERENCES __penumbra_new_countries (code)
);
CREATE UNIQUE INDEX __penumbra_key_countries_code ON __penumbra_new_countries (code);
INSERT OR ABORT INTO __penumbra_new_countries (rowid, id, code)
  SELECT rowid, id, code FROM countries;
INSERT OR ABORT INTO __penumbra_new_places (id, part_of, country)
  SELECT id, part_of, country FROM places;
DROP INDEX __penumbra_key_countries_code;
DROP TABLE places;
DROP TABLE countries;
ALTER TABLE __penumbra_new_countries RENAME TO countries;
ALTER TABLE __penumbra_new_places RENAME TO places;
RELEASE penumbra_rebuild;

-- Restore index "countries_code"
CREATE UNIQUE INDEX countries_code ON countries (code);
