-- For runners with foreign keys off: if yours has them on, turn them on again afterwards
PRAGMA foreign_keys = OFF;
PRAGMA legacy_alter_table = ON;

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if foreign keys are still enforced: run this file outside of a transaction
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "foreign keys are still enforced: run this file outside of a transaction" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1) SELECT (SELECT foreign_keys FROM pragma_foreign_keys) = 0;

-- Drop trigger "posts_watched", which is recreated below
DROP TRIGGER posts_watched;

-- Drop view "members", which is recreated below
DROP VIEW members;

-- Change the default ('guest' → 'member') of column "role" of "users"
-- SQLite can only do this by rebuilding the table
ALTER TABLE users RENAME TO __penumbra_old_users;
DROP INDEX users_team;
CREATE TABLE users (id INTEGER PRIMARY KEY, role TEXT NOT NULL DEFAULT 'member', team_id INTEGER REFERENCES teams (id));
INSERT INTO users (id, role, team_id) SELECT id, role, team_id FROM __penumbra_old_users;
CREATE INDEX users_team ON users (team_id);

-- Recreate view "members"
CREATE VIEW members AS SELECT id FROM users WHERE role = 'member';

-- Recreate trigger "posts_watched"
CREATE TRIGGER posts_watched AFTER INSERT ON posts BEGIN
  UPDATE users SET role = 'author' WHERE id = NEW.user_id;
END;

-- Nothing is dropped unless every row arrived
CREATE TABLE IF NOT EXISTS __penumbra_gate (
  check_1 CONSTRAINT "foreign keys are still enforced: run this file outside of a transaction" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use users" CHECK (arrived)
);
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT foreign_keys FROM pragma_foreign_keys) = 0
    AND (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index')
    AND (SELECT count(*) FROM pragma_foreign_key_check('users')) <= (SELECT count(*) FROM pragma_foreign_key_check('__penumbra_old_users'));
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;

RELEASE penumbra;
PRAGMA legacy_alter_table = OFF;
