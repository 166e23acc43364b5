-- Drop view "people"
DROP VIEW people;

-- Rename table "users" to "people"
ALTER TABLE users RENAME TO people;
