-- Change the default (none → 'x') of column "kind" of "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, kind TEXT DEFAULT 'x' CHECK (kind <> 'users.id' AND kind <> 'REFERENCES users'));
INSERT OR ABORT INTO __penumbra_new_users (id, kind) SELECT id, kind FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
