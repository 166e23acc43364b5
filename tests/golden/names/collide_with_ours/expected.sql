-- warning[lint/null-to-not-null]: Make column "a" of "users" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if users.a holds NULL
DROP TABLE IF EXISTS __penumbra_gate_;
CREATE TABLE __penumbra_gate_ (ok CONSTRAINT "users.a holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate_ SELECT NOT EXISTS (SELECT 1 FROM users WHERE a IS NULL);
DROP TABLE __penumbra_gate_;

-- Rename table "x" to "y", by way of another name
ALTER TABLE x RENAME TO __penumbra_swap_x_;

-- Rename table "y" to "x"
ALTER TABLE y RENAME TO x;

-- Rename table "x" to "y", by way of another name
ALTER TABLE __penumbra_swap_x_ RENAME TO y;

-- Make column "a" of "users" NOT NULL
-- SQLite cannot do this in place: rebuild "users"
CREATE TABLE __penumbra_new_users_ (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT);
INSERT OR ABORT INTO __penumbra_new_users_ (id, a, b) SELECT id, a, b FROM users;
DROP TABLE users;
ALTER TABLE __penumbra_new_users_ RENAME TO users;
