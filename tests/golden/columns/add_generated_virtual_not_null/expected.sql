-- Add column "lower_name" to "users"
ALTER TABLE users ADD COLUMN lower_name TEXT NOT NULL AS (lower(name));
