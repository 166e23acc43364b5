SAVEPOINT penumbra;

-- Drop view "first_names", which is recreated below
DROP VIEW first_names;

-- Drop view "names", which is recreated below with its changes
DROP VIEW names;

-- Rename column "name" of "users" to "label"
ALTER TABLE users RENAME COLUMN name TO label;

-- Change view "names"
CREATE VIEW names AS SELECT id, label AS name FROM users;

-- Recreate view "first_names"
CREATE VIEW first_names AS SELECT name FROM names;

RELEASE penumbra;
