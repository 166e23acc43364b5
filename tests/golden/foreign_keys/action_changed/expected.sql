-- Drop FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE of "users"
-- Add FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL ON UPDATE CASCADE to "users"
-- SQLite cannot do this in place: rebuild "users"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams (id) ON DELETE SET NULL ON UPDATE CASCADE);
INSERT OR ABORT INTO __penumbra_new_users (id, team_id) SELECT id, team_id FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
RELEASE penumbra_rebuild;
