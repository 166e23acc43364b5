-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "people": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of people hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of people hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM people WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (name) to "people"
-- SQLite cannot do this in place: rebuild "people"
-- Rows of "letters" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
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
RELEASE penumbra_rebuild;
