-- Add column "team_id" to "users"
-- Add the foreign key (team_id) to "teams" to "users"
ALTER TABLE users ADD COLUMN team_id INTEGER REFERENCES teams (id) ON DELETE SET NULL;
