-- note[lint/null-to-default]: Change the default (none → '') of column "name" of "folders" and make it NOT NULL: NULL becomes ''

-- Make room: trigger "folders_moved" comes back below
DROP TRIGGER folders_moved;

-- Make room: trigger "folders_gone" comes back below
DROP TRIGGER folders_gone;

-- Change the default (none → '') of column "name" of "folders" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "folders"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_folders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  parent_id INTEGER REFERENCES __penumbra_new_folders (id) ON DELETE SET NULL
);
INSERT OR ABORT INTO __penumbra_new_folders (id, name, parent_id)
  SELECT id, coalesce(name, ''), parent_id FROM folders;
DROP TABLE folders;
ALTER TABLE __penumbra_new_folders RENAME TO folders;
RELEASE penumbra_rebuild;

-- Restore trigger "folders_gone"
CREATE TRIGGER folders_gone AFTER DELETE ON folders BEGIN
  INSERT INTO log (text) VALUES ('gone: ' || old.name);
END;

-- Restore trigger "folders_moved"
CREATE TRIGGER folders_moved AFTER UPDATE ON folders BEGIN
  INSERT INTO log (text) VALUES ('moved: ' || old.name);
END;
