-- warning[lint/unique-on-existing]: Add UNIQUE (code) to "users": the migration stops if two rows hold the same there

-- Add column "code" to "users"
-- Add UNIQUE (code) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE DEFAULT 'none');
INSERT OR ABORT INTO __penumbra_new_users (id, code) SELECT id, 'user ' || id FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
