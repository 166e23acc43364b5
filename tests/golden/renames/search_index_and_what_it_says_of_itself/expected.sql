SAVEPOINT penumbra;

-- Renaming a table also updates what references it
PRAGMA legacy_alter_table = OFF;

-- Drop trigger "fill", which is recreated below with its changes
DROP TRIGGER fill;

-- Rename table "notes" to "archive"
ALTER TABLE notes RENAME TO archive;

-- Change trigger "fill"
CREATE TRIGGER fill AFTER INSERT ON queue BEGIN
  INSERT INTO archive (archive, rowid, title, body) VALUES ('delete', 1, 'a', 'b');
END;

RELEASE penumbra;
