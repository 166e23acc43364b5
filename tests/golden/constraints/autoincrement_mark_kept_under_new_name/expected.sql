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
