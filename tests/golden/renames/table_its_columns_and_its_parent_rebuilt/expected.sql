-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "groups": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Rename table "teams" to "groups"
-- Rename column "id" of "groups" to "key"
-- Add UNIQUE (name) to "groups"
-- SQLite can only do this by rebuilding the table
-- Rename table "users" to "people"
-- Rename column "team_id" of "people" to "group_key"
-- Rename column "name" of "people" to "label"
-- SQLite can only do this by rebuilding the table
ALTER TABLE teams RENAME TO __penumbra_old_teams;
ALTER TABLE users RENAME TO __penumbra_old_users;
DROP INDEX users_team;
CREATE TABLE groups (key INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE people (id INTEGER PRIMARY KEY, group_key INTEGER REFERENCES groups (key) ON DELETE CASCADE, label TEXT);
INSERT INTO "groups" ("key", name) SELECT id, name FROM __penumbra_old_teams;
INSERT INTO people (id, group_key, label) SELECT id, team_id, name FROM __penumbra_old_users;
CREATE INDEX users_team ON people (group_key);

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use teams, users" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM "groups") = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM people) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_users;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
