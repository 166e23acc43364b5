-- penumbra: allow data-loss

-- Drop index "teams_code"
DROP INDEX teams_code;

-- Drop column "code" of "teams"
ALTER TABLE teams DROP COLUMN code;

-- Drop FOREIGN KEY (team) REFERENCES teams (code) of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team TEXT);
INSERT OR ABORT INTO __penumbra_new_users (id, team) SELECT id, team FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
