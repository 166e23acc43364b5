-- warning[proof/no-rows]: Cannot prove the migration with rows of "notes": no row could be made that its constraints accept

-- Not proven with rows: none could be made for notes

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Change the default (none → 'x') of column "name" of "teams"
-- SQLite can only do this by rebuilding the table
-- "users" references "teams", so it is rebuilt too
-- "notes" references "users", so it is rebuilt too
-- There is no table "missing": an empty placeholder lets SQLite check the rows
ALTER TABLE teams RENAME TO __penumbra_old_teams;
ALTER TABLE users RENAME TO __penumbra_old_users;
ALTER TABLE notes RENAME TO __penumbra_old_notes;
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'x');
CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams (id) ON DELETE CASCADE);
CREATE TABLE notes (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users (id), parent INTEGER REFERENCES missing (id));
CREATE TABLE missing (id, PRIMARY KEY (id));
INSERT INTO teams (id, name) SELECT id, name FROM __penumbra_old_teams;
INSERT INTO users (id, team) SELECT id, team FROM __penumbra_old_users;
INSERT INTO notes (id, author, parent) SELECT id, author, parent FROM __penumbra_old_notes;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use teams, users, notes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM teams) = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM users) = (SELECT count(*) FROM __penumbra_old_users)
    AND (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_users')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_notes')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_notes;
DROP TABLE __penumbra_old_users;
DROP TABLE __penumbra_old_teams;
DROP TABLE missing;

RELEASE penumbra;
