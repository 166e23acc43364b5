-- Make room: view "v" comes back below, changed
DROP VIEW v;

-- Add column "name" to "users"
ALTER TABLE users ADD COLUMN name TEXT;

-- Change view "v"
CREATE VIEW v AS SELECT id, name FROM users;
