-- warning[proof/no-rows]: Cannot prove the migration with rows of "users": none could be made that its constraints accept

-- Not proven with rows, since none could be made for: users

-- Add column "name" to "users"
-- Add UNIQUE (name) to "users"
-- SQLite cannot do this in place: rebuild "users"
-- Rows that point nowhere stay as they are: keys are checked at the end
-- There is no table "teams" to point at: an empty one stands in meanwhile
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE teams (id, PRIMARY KEY (id));
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams (id), name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_users (id, team_id) SELECT id, team_id FROM users;
DROP TABLE users;
DROP TABLE teams;
ALTER TABLE __penumbra_new_users RENAME TO users;
RELEASE penumbra_rebuild;
