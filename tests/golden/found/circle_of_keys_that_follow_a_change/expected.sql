SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the type (TEXT → BLOB) of column "team" of "people"
-- SQLite can only do this by rebuilding the table
-- "teams" references "people", so it is rebuilt too
ALTER TABLE people RENAME TO __penumbra_old_people;
ALTER TABLE teams RENAME TO __penumbra_old_teams;
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  team BLOB REFERENCES teams (name)
);
CREATE TABLE teams (
  name TEXT PRIMARY KEY,
  lead TEXT UNIQUE REFERENCES teams (name) ON DELETE SET NULL,
  owner TEXT REFERENCES teams (lead) ON UPDATE CASCADE,
  FOREIGN KEY (owner) REFERENCES people (id)
);
CREATE INDEX __penumbra_key_people_team ON people (team);
CREATE INDEX __penumbra_key_teams_owner ON teams (owner);
INSERT INTO people (rowid, id, team) SELECT rowid, id, team FROM __penumbra_old_people;
INSERT INTO teams (rowid, name, lead, owner)
  SELECT rowid, name, lead, owner FROM __penumbra_old_teams;
DROP INDEX __penumbra_key_people_team;
DROP INDEX __penumbra_key_teams_owner;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use people, teams" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM people) = (SELECT count(*) FROM __penumbra_old_people)
    AND (SELECT count(*) FROM teams) = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_people')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_people_team ON __penumbra_old_people (team);
CREATE INDEX __penumbra_key___penumbra_old_teams_owner ON __penumbra_old_teams (owner);
UPDATE __penumbra_old_teams SET lead = NULL;
DROP TABLE __penumbra_old_teams;
CREATE TABLE __penumbra_old_teams (name, PRIMARY KEY (name));
DROP TABLE __penumbra_old_people;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
