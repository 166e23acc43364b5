-- note[lint/null-to-default]: Change the default (none → '') of column "name" of "folders" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop trigger "folders_moved", which is recreated below
DROP TRIGGER folders_moved;

-- Drop trigger "folders_gone", which is recreated below
DROP TRIGGER folders_gone;

-- Change the default (none → '') of column "name" of "folders" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In folders.name, NULL becomes ''
ALTER TABLE folders RENAME TO __penumbra_old_folders;
CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  parent_id INTEGER REFERENCES folders (id) ON DELETE SET NULL
);
CREATE INDEX __penumbra_key_folders_parent_id ON folders (parent_id);
INSERT INTO folders (id, name, parent_id)
  SELECT id, coalesce(name, ''), parent_id FROM __penumbra_old_folders;
DROP INDEX __penumbra_key_folders_parent_id;

-- Recreate trigger "folders_gone"
CREATE TRIGGER folders_gone AFTER DELETE ON folders BEGIN
  INSERT INTO log (text) VALUES ('gone: ' || old.name);
END;

-- Recreate trigger "folders_moved"
CREATE TRIGGER folders_moved AFTER UPDATE ON folders BEGIN
  INSERT INTO log (text) VALUES ('moved: ' || old.name);
END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use folders" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM folders) = (SELECT count(*) FROM __penumbra_old_folders)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_folders')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_folders_parent_id ON __penumbra_old_folders (parent_id);
UPDATE __penumbra_old_folders SET parent_id = NULL;
DROP TABLE __penumbra_old_folders;

RELEASE penumbra;
