-- note[lint/null-to-default]: Change the default (none → '') of column "name" of "teams" and make it NOT NULL: NULL becomes ''

-- Change the default (none → '') of column "name" of "teams" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "teams"
-- Rows of "users" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_teams (id INTEGER PRIMARY KEY, code TEXT, name TEXT NOT NULL DEFAULT '');
CREATE TABLE __penumbra_new_users (id INTEGER PRIMARY KEY, team TEXT REFERENCES __penumbra_new_teams (code) ON DELETE CASCADE);
DROP INDEX teams_code;
CREATE UNIQUE INDEX teams_code ON __penumbra_new_teams (code);
INSERT OR ABORT INTO __penumbra_new_teams (id, code, name)
  SELECT id, code, coalesce(name, '') FROM teams;
INSERT OR ABORT INTO __penumbra_new_users (id, team) SELECT id, team FROM users;
DROP TABLE users;
DROP TABLE teams;
ALTER TABLE __penumbra_new_teams RENAME TO teams;
ALTER TABLE __penumbra_new_users RENAME TO users;
RELEASE penumbra_rebuild;
