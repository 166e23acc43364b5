-- Make room: trigger "docs_changed" comes back below
DROP TRIGGER docs_changed;

-- Add column "size" to "docs"
ALTER TABLE docs ADD COLUMN size INTEGER;
UPDATE docs SET size = length(body);

-- Restore trigger "docs_changed"
CREATE TRIGGER docs_changed AFTER UPDATE ON docs BEGIN
  INSERT INTO found (found, rowid, body) VALUES ('delete', OLD.id, OLD.body);
  INSERT INTO found (rowid, body) VALUES (NEW.id, NEW.body);
END;
