-- warning[lint/data-loss]: The migration drops table "teams" and its data
-- warning[lint/data-loss]: The migration drops column "name" of "users" and its data

-- Drops teams, users.name and their data; "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Create table "groups"
CREATE TABLE groups (id INTEGER PRIMARY KEY, code TEXT);

-- Add column "label" to "users"
ALTER TABLE users ADD COLUMN label TEXT;

-- Drop column "name" of "users"
ALTER TABLE users DROP COLUMN name;

-- Drop table "teams"
DROP TABLE teams;

RELEASE penumbra;
