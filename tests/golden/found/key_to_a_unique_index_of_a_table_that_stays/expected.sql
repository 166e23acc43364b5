-- Add CHECK (country <> '') to "places"
-- SQLite cannot do this in place: rebuild "places"
CREATE TABLE __penumbra_new_places (id INTEGER PRIMARY KEY, country TEXT REFERENCES countries (code) CHECK (country <> ''));
INSERT OR ABORT INTO __penumbra_new_places (id, country) SELECT id, country FROM places;
DROP TABLE places;
ALTER TABLE __penumbra_new_places RENAME TO places;
