-- penumbra: allow data-loss:logs

SAVEPOINT penumbra;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Drop table "logs"
DROP TABLE logs;

RELEASE penumbra;
