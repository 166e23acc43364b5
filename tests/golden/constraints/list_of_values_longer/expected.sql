SAVEPOINT penumbra;

-- Change the default ('0' → '1') of column "flag" of "users"
-- Add column "uuid" to "users"
-- Add column "at" to "users"
-- Drop CHECK (status in ('active', 'inactive')) of "users"
-- Add CHECK (status in ('active', 'inactive', 'gone')) to "users"
-- SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
CREATE TABLE "users" ("id" integer primary key autoincrement not null, "status" varchar check ("status" in ('active', 'inactive', 'gone')) not null default 'active', "flag" boolean not null default '1', "uuid" uuid_text(36) DEFAULT (lower(hex(randomblob(16)))), "at" datetime_text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), CONSTRAINT ck_flag CHECK (flag IN (0, 1)));
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'users', seq FROM sqlite_sequence WHERE name = '__penumbra_old_users';
INSERT INTO users (id, status, flag) SELECT id, status, flag FROM __penumbra_old_users;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
