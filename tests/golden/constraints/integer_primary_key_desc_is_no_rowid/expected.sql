-- warning[lint/strict-or-without-rowid]: Add PRIMARY KEY (id) to "users": the migration stops if a row holds what the table does not take then

-- Stop here, with nothing changed, if users.id holds what is no integer
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "users.id holds what is no integer" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE id <> CAST(CAST(id AS NUMERIC) AS INTEGER));
DROP TABLE __penumbra_gate;

-- Drop PRIMARY KEY (id DESC) of "users"
-- Add PRIMARY KEY (id) to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, name TEXT);
INSERT OR ABORT INTO __penumbra_new_users (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
