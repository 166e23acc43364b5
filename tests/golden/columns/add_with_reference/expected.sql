-- Add column "team_id" to "users"
-- Add FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL to "users"
ALTER TABLE users ADD COLUMN team_id INTEGER REFERENCES teams (id) ON DELETE SET NULL;
