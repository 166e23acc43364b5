-- note[lint/null-to-default]: Make column "name" of "users" NOT NULL ON CONFLICT REPLACE: NULL becomes 'nobody'

-- Make column "name" of "users" NOT NULL ON CONFLICT REPLACE
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'nobody');
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, coalesce(name, 'nobody') FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
