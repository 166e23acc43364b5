-- warning[lint/unique-on-existing]: Add UNIQUE (note) to "__penumbra_new_users": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of __penumbra_new_users hold the same note
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of __penumbra_new_users hold the same note" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM __penumbra_new_users WHERE note IS NOT NULL GROUP BY note HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (note) to "__penumbra_new_users"
-- SQLite cannot do this in place: rebuild "__penumbra_new_users"
-- Rows of "users" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new___penumbra_new_users (id INTEGER PRIMARY KEY, note TEXT UNIQUE);
CREATE TABLE __penumbra_new_users_ (id INTEGER PRIMARY KEY, up INTEGER REFERENCES __penumbra_new___penumbra_new_users (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new___penumbra_new_users (id, note)
  SELECT id, note FROM __penumbra_new_users;
INSERT OR ABORT INTO __penumbra_new_users_ (id, up) SELECT id, up FROM users;
DROP TABLE users;
DROP TABLE __penumbra_new_users;
ALTER TABLE __penumbra_new___penumbra_new_users RENAME TO __penumbra_new_users;
ALTER TABLE __penumbra_new_users_ RENAME TO users;
RELEASE penumbra_rebuild;

-- Change virtual table "notes"
CREATE VIRTUAL TABLE __penumbra_new_notes_ USING fts5(body, tokenize = porter);
INSERT INTO __penumbra_new_notes_ (rowid, body) SELECT rowid, body FROM notes;
DROP TABLE notes;
ALTER TABLE __penumbra_new_notes_ RENAME TO notes;
