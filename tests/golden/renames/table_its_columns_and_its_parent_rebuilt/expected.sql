-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "groups": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of groups hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of groups hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM teams AS "groups" WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Rename table "teams" to "groups"
-- Rename column "id" of "groups" to "key"
-- Add UNIQUE (name) to "groups"
-- Rename table "users" to "people"
-- Rename column "team_id" of "people" to "group_key"
-- Rename column "name" of "people" to "label"
-- SQLite cannot do this in place: rebuild "groups", "people"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_groups (key INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE __penumbra_new_people (id INTEGER PRIMARY KEY, group_key INTEGER REFERENCES __penumbra_new_groups (key) ON DELETE CASCADE, label TEXT);
INSERT OR ABORT INTO __penumbra_new_groups ("key", name) SELECT id, name FROM teams;
INSERT OR ABORT INTO __penumbra_new_people (id, group_key, label)
  SELECT id, team_id, name FROM users;
DROP TABLE users;
DROP TABLE teams;
ALTER TABLE __penumbra_new_groups RENAME TO "groups";
ALTER TABLE __penumbra_new_people RENAME TO people;
RELEASE penumbra_rebuild;

-- Restore index "users_team"
CREATE INDEX users_team ON people (group_key);
