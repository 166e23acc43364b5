-- Change the type (TEXT → BLOB) of column "team" of "people"
-- SQLite cannot do this in place: rebuild "people"
-- Rows of "teams" point there, so these go along
-- Rows point around in a circle: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_people (
  id TEXT PRIMARY KEY,
  team BLOB REFERENCES __penumbra_new_teams (name)
);
CREATE TABLE __penumbra_new_teams (
  name TEXT PRIMARY KEY,
  lead TEXT UNIQUE REFERENCES __penumbra_new_teams (name) ON DELETE SET NULL,
  owner TEXT REFERENCES __penumbra_new_teams (lead) ON UPDATE CASCADE,
  FOREIGN KEY (owner) REFERENCES __penumbra_new_people (id)
);
INSERT OR ABORT INTO __penumbra_new_people (rowid, id, team) SELECT rowid, id, team FROM people;
INSERT OR ABORT INTO __penumbra_new_teams (rowid, name, lead, owner)
  SELECT rowid, name, lead, owner FROM teams;
DROP TABLE teams;
DROP TABLE people;
ALTER TABLE __penumbra_new_people RENAME TO people;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
RELEASE penumbra_rebuild;
