-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "teams": the migration stops if two rows have the same values there

-- penumbra: allow data-loss

SAVEPOINT penumbra;

-- Add UNIQUE (name) to "teams": SQLite can only do this by rebuilding the table
ALTER TABLE teams RENAME TO __penumbra_old_teams;
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
INSERT INTO teams (id, name) SELECT id, name FROM __penumbra_old_teams;

-- Drop column "team_id" of "users"
ALTER TABLE users DROP COLUMN team_id;

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
