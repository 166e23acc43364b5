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
