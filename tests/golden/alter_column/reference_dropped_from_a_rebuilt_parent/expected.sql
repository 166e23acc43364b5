-- Needs libSQL: SQLite has no ALTER COLUMN … TO

SAVEPOINT penumbra;

-- Drop FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE of "users"
ALTER TABLE users ALTER COLUMN team TO team INTEGER;

-- Change the default (none → 'x') of column "name" of "teams"
-- SQLite can only do this by rebuilding the table
ALTER TABLE teams RENAME TO __penumbra_old_teams;
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'x');
INSERT INTO teams (id, name) SELECT id, name FROM __penumbra_old_teams;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use teams" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM teams) = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
