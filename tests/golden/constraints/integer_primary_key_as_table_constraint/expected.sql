-- warning[lint/check-on-existing]: Add CHECK (id > 0) to "users": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of users fails CHECK (id > 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of users fails CHECK (id > 0)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM users WHERE NOT (id > 0));
DROP TABLE __penumbra_gate;

-- Add CHECK (id > 0) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER, name TEXT, PRIMARY KEY (id DESC), CHECK (id > 0));
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
