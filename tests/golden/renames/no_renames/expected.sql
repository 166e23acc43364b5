-- warning[lint/data-loss]: The migration drops table "teams" and what it holds
-- warning[lint/data-loss]: The migration drops column "name" of "users" and what it holds

-- Loses teams, users.name and what is in there; "penumbra check" fails until it is allowed

-- Drop column "name" of "users"
ALTER TABLE users DROP COLUMN name;

-- Add column "label" to "users"
ALTER TABLE users ADD COLUMN label TEXT;

-- Drop table "teams"
DROP TABLE teams;

-- Create table "groups"
CREATE TABLE groups (id INTEGER PRIMARY KEY, code TEXT);
