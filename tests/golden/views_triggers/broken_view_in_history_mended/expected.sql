SAVEPOINT penumbra;

-- Drop view "names", which is recreated below
DROP VIEW names;

-- Rename column "name" of "users" to "label"
ALTER TABLE users RENAME COLUMN name TO label;

-- Recreate view "names"
CREATE VIEW names AS SELECT label FROM users;

RELEASE penumbra;
