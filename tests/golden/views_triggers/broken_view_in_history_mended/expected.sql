-- Make room: view "names" comes back below
DROP VIEW names;

-- Rename column "name" of "users" to "label"
ALTER TABLE users RENAME COLUMN name TO label;

-- Restore view "names"
CREATE VIEW names AS SELECT label FROM users;
