-- Make room: trigger "fill" comes back below, changed
DROP TRIGGER fill;

-- Rename table "notes" to "archive"
ALTER TABLE notes RENAME TO archive;

-- Change trigger "fill"
CREATE TRIGGER fill AFTER INSERT ON queue BEGIN
  INSERT INTO archive (archive, rowid, title, body) VALUES ('delete', 1, 'a', 'b');
END;
