-- warning[lint/null-to-not-null]: Make column "name" of "users" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if users.name holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "users.name holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM users WHERE name IS NULL);
DROP TABLE __penumbra_gate;

-- Rename table "other" to "another"
ALTER TABLE other RENAME TO another;

-- Make column "name" of "users" NOT NULL
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
