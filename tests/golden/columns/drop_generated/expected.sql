-- Drop column "label" of "users"
ALTER TABLE users DROP COLUMN label;
