-- Add column "full_name" to "users"
ALTER TABLE users ADD COLUMN full_name TEXT AS (first || ' ' || last);
