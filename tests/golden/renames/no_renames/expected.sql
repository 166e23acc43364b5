-- warning[lint/data-loss]: The migration drops table "teams" and its data
-- warning[lint/data-loss]: The migration drops column "name" of "users" and its data

-- Drops teams, users.name and their data: "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Create table "groups"
CREATE TABLE groups (id INTEGER PRIMARY KEY, code TEXT);

-- Add column "label" to "users"
ALTER TABLE users ADD COLUMN label TEXT;

-- Drop column "name" of "users"
ALTER TABLE users DROP COLUMN name;

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
