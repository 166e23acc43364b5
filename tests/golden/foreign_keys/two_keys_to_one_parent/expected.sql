-- Add UNIQUE (name) to "people"
-- SQLite cannot do this in place: rebuild "people"
-- Rows of "letters" point there, so these go along
CREATE TABLE __penumbra_new_people (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE __penumbra_new_letters (
  id INTEGER PRIMARY KEY,
  sender INTEGER REFERENCES __penumbra_new_people ON DELETE CASCADE,
  receiver INTEGER REFERENCES __penumbra_new_people ON DELETE SET NULL
);
INSERT OR ABORT INTO __penumbra_new_people (id, name) SELECT id, name FROM people;
INSERT OR ABORT INTO __penumbra_new_letters (id, sender, receiver)
  SELECT id, sender, receiver FROM letters;
DROP TABLE letters;
DROP TABLE people;
ALTER TABLE __penumbra_new_people RENAME TO people;
ALTER TABLE __penumbra_new_letters RENAME TO letters;
