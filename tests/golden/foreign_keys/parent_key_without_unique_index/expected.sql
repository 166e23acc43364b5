-- warning[proof/no-rows]: Cannot prove the migration with rows of "users": none could be made that its constraints accept

-- Not proven with rows, since none could be made for: users

-- Add column "name" to "users"
-- Add UNIQUE (name) to "users"
-- SQLite cannot do this in place: rebuild "users"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team TEXT REFERENCES teams (code), name TEXT UNIQUE);
CREATE UNIQUE INDEX __penumbra_key_teams_code ON teams (code);
INSERT OR ABORT INTO __penumbra_new_users (id, team) SELECT id, team FROM users;
DROP INDEX __penumbra_key_teams_code;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
RELEASE penumbra_rebuild;
