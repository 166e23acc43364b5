-- Not proven with rows, since none could be made for: users

-- Add column "name" to "users"
-- Add UNIQUE (name) to "users"
-- SQLite cannot do this in place: rebuild "users"
-- There is no table "teams" to point at: an empty one stands in while rows are copied
CREATE TABLE teams (id, PRIMARY KEY (id));
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams (id), name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_users (id, team_id) SELECT id, team_id FROM users;
DROP TABLE teams;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
