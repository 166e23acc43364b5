-- warning[lint/data-loss]: The migration drops column "team_id" of "items" and its data

-- Drops items.team_id and its data: "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the type (TEXT → BLOB) of column "label" of "teams"
-- SQLite can only do this by rebuilding the table
ALTER TABLE teams RENAME TO __penumbra_old_teams;
CREATE TABLE teams (
  id INTEGER PRIMARY KEY,
  label BLOB,
  parent_id INTEGER REFERENCES teams (id) ON DELETE CASCADE,
  item_id INTEGER REFERENCES items (id)
);
CREATE INDEX __penumbra_key_teams_parent_id ON teams (parent_id);
INSERT INTO teams (id, label, parent_id, item_id)
  SELECT id, label, parent_id, item_id FROM __penumbra_old_teams;
DROP INDEX __penumbra_key_teams_parent_id;

-- Drop column "team_id" of "items"
ALTER TABLE items DROP COLUMN team_id;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use teams" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM teams) = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams')) = 4
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_teams_parent_id ON __penumbra_old_teams (parent_id);
UPDATE __penumbra_old_teams SET parent_id = NULL;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
