-- warning[proof/no-rows]: Cannot prove the migration with rows of "users": none could be made that its constraints accept

-- Not proven with rows, since none could be made for: users

-- Change the default (none → 1) of column "team" of "users"
-- Drop FOREIGN KEY (boss) REFERENCES users (id) ON DELETE CASCADE of "users"
-- Drop FOREIGN KEY (team) REFERENCES teams (id) ON DELETE SET DEFAULT of "users"
-- SQLite cannot do this in place: rebuild "users"
-- There is no table "teams" to point at: an empty one stands in meanwhile
CREATE TABLE teams (id, PRIMARY KEY (id));
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, boss INTEGER, team INTEGER DEFAULT 1);
INSERT OR ABORT INTO __penumbra_new_users (id, boss, team) SELECT id, boss, team FROM users;
DROP TABLE users;
DROP TABLE teams;
ALTER TABLE __penumbra_new_users RENAME TO users;
