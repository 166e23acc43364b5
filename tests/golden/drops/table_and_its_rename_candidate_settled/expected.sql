-- penumbra: allow data-loss:logs

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;

-- Drop table "logs"
DROP TABLE logs;
