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
