-- penumbra: allow data-loss

-- Drop FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE of "users"
ALTER TABLE users ALTER COLUMN team TO team INTEGER;

-- Drop table "teams"
DROP TABLE teams;
