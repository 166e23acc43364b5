-- warning[lint/data-loss]: The migration drops table "teams" and its data

-- Drops teams and its data: "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Drop trigger "teams_added"
DROP TRIGGER teams_added;

-- Drop table "teams"
ALTER TABLE teams RENAME TO __penumbra_old_teams;

-- Nothing is dropped that unknown objects use
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use teams" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
