-- Make room: view "first_names" comes back below
DROP VIEW first_names;

-- Make room: view "names" comes back below, changed
DROP VIEW names;

-- Rename column "name" of "users" to "label"
ALTER TABLE users RENAME COLUMN name TO label;

-- Change view "names"
CREATE VIEW names AS SELECT id, label AS name FROM users;

-- Restore view "first_names"
CREATE VIEW first_names AS SELECT name FROM names;
