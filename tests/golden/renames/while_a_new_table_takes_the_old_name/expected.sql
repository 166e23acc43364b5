-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "people": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of people hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of people hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users AS people WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Create table "users"
CREATE TABLE users (id INTEGER PRIMARY KEY, code TEXT, extra BLOB);

-- Add column "boss" to "people"
-- Add UNIQUE (name) to "people"
-- Add FOREIGN KEY (boss) REFERENCES users (id) to "people"
-- SQLite cannot do this in place: rebuild "people"
CREATE TABLE __penumbra_new_people (id INTEGER PRIMARY KEY, name TEXT UNIQUE, boss INTEGER REFERENCES users (id));
INSERT OR ABORT INTO __penumbra_new_people (id, name) SELECT id, name FROM people;
DROP TABLE people;
ALTER TABLE __penumbra_new_people RENAME TO people;
