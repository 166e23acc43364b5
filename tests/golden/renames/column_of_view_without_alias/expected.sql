SAVEPOINT penumbra;

-- Drop view "first_names", which is recreated below with its changes
DROP VIEW first_names;

-- Rename column "name" of "users" to "label"
ALTER TABLE users RENAME COLUMN name TO label;

-- Change view "first_names"
CREATE VIEW first_names AS SELECT label FROM names;

RELEASE penumbra;
