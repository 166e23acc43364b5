-- note[lint/null-to-default]: Change the default (none → 'nobody') of column "name" of "users" and make it NOT NULL: NULL becomes 'nobody'

-- Change the default (none → 'nobody') of column "name" of "users" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'nobody');
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, coalesce(name, 'nobody') FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
