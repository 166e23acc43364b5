-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "people": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of people hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of people hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users AS people WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Rename table "users" to "people"
-- Add UNIQUE (name) to "people"
-- SQLite cannot do this in place: rebuild "people"
-- The highest id ever given out goes along: "people"
CREATE TABLE __penumbra_new_people (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_people (id, name) SELECT id, name FROM users;
DELETE FROM sqlite_sequence WHERE name = '__penumbra_new_people';
INSERT INTO sqlite_sequence (name, seq)
  SELECT '__penumbra_new_people', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE users;
ALTER TABLE __penumbra_new_people RENAME TO people;
