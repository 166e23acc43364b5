-- warning[lint/check-on-existing]: Add CHECK (country <> '') to "places": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of places fails CHECK (country <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of places fails CHECK (country <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM places WHERE NOT (country <> ''));
DROP TABLE __penumbra_gate;

-- Add CHECK (country <> '') to "places"
-- SQLite cannot do this in place: rebuild "places"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_places (id INTEGER PRIMARY KEY, country TEXT REFERENCES countries (code) CHECK (country <> ''));
INSERT OR ABORT INTO __penumbra_new_places (id, country) SELECT id, country FROM places;
DROP TABLE places;
ALTER TABLE __penumbra_new_places RENAME TO places;
RELEASE penumbra_rebuild;
