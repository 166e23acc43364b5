-- penumbra: allow data-loss

-- Drop column "team_id" of "users"
ALTER TABLE users DROP COLUMN team_id;
