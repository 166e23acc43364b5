-- warning[lint/check-on-existing]: Add CHECK (status in ('active', 'inactive', 'gone')) to "users": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of users fails CHECK (status in ('active', 'inactive', 'gone'))
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of users fails CHECK (status in ('active', 'inactive', 'gone'))" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM users WHERE NOT (status in ('active', 'inactive', 'gone')));
DROP TABLE __penumbra_gate;

-- Change the default ('0' → '1') of column "flag" of "users"
-- Add column "uuid" to "users"
-- Add column "at" to "users"
-- Drop CHECK (status in ('active', 'inactive')) of "users"
-- Add CHECK (status in ('active', 'inactive', 'gone')) to "users"
-- SQLite cannot do this in place: rebuild "users"
-- The highest id ever given out goes along: "users"
CREATE TABLE __penumbra_new_users ("id" integer primary key autoincrement not null, "status" varchar check ("status" in ('active', 'inactive', 'gone')) not null default 'active', "flag" boolean not null default '1', "uuid" uuid_text(36) DEFAULT (lower(hex(randomblob(16)))), "at" datetime_text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), CONSTRAINT ck_flag CHECK (flag IN (0, 1)));
INSERT OR ABORT INTO __penumbra_new_users (id, status, flag) SELECT id, status, flag FROM users;
DELETE FROM sqlite_sequence WHERE name = '__penumbra_new_users';
INSERT INTO sqlite_sequence (name, seq)
  SELECT '__penumbra_new_users', seq FROM sqlite_sequence WHERE name = 'users';
DROP TABLE users;
ALTER TABLE __penumbra_new_users RENAME TO users;
