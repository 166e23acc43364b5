-- penumbra: allow data-loss

-- Drop column "team_id" of "users"
-- Drop FOREIGN KEY (team_id) REFERENCES teams (id) of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY);
INSERT OR ABORT INTO __penumbra_new_users (id) SELECT id FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
