-- warning[lint/unique-on-existing]: Add UNIQUE (email) ON CONFLICT REPLACE to "users": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of users hold the same email
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of users hold the same email" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Change the default (none → 'x') of column "role" of "users"
-- Add UNIQUE (email) ON CONFLICT REPLACE to "users"
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, email TEXT UNIQUE ON CONFLICT REPLACE, role TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_users (id, email, role) SELECT id, email, role FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
