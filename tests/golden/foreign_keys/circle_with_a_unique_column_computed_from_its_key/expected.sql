-- warning[lint/check-on-existing]: Add CHECK (text <> '') to "notes": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Tables reference each other: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add CHECK (text <> '') to "notes": SQLite can only do this by rebuilding the table
-- "teams" references "notes", so it is rebuilt too
ALTER TABLE notes RENAME TO __penumbra_old_notes;
ALTER TABLE teams RENAME TO __penumbra_old_teams;
CREATE TABLE notes (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams (id), text TEXT CHECK (text <> ''));
CREATE TABLE teams (
  id INTEGER PRIMARY KEY,
  note_id INTEGER REFERENCES notes (id) ON DELETE CASCADE,
  has_note INTEGER GENERATED ALWAYS AS (note_id IS NOT NULL) STORED UNIQUE
);
CREATE INDEX __penumbra_key_notes_team_id ON notes (team_id);
CREATE INDEX __penumbra_key_teams_note_id ON teams (note_id);
INSERT INTO notes (id, team_id, text) SELECT id, team_id, text FROM __penumbra_old_notes;
INSERT INTO teams (id, note_id) SELECT id, note_id FROM __penumbra_old_teams;
DROP INDEX __penumbra_key_notes_team_id;
DROP INDEX __penumbra_key_teams_note_id;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use notes, teams" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM notes) = (SELECT count(*) FROM __penumbra_old_notes)
    AND (SELECT count(*) FROM teams) = (SELECT count(*) FROM __penumbra_old_teams)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_notes')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_teams') WHERE lower(name) NOT IN ('has_note')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_notes_team_id ON __penumbra_old_notes (team_id);
CREATE INDEX __penumbra_key___penumbra_old_teams_note_id ON __penumbra_old_teams (note_id);
DROP TABLE __penumbra_old_teams;
CREATE TABLE __penumbra_old_teams (id, PRIMARY KEY (id));
DROP TABLE __penumbra_old_notes;
DROP TABLE __penumbra_old_teams;

RELEASE penumbra;
