SAVEPOINT penumbra;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Create view "users"
CREATE VIEW users AS SELECT id, name FROM people;

RELEASE penumbra;
