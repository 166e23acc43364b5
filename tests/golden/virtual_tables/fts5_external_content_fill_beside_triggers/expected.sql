SAVEPOINT penumbra;

-- Drop trigger "docs_changed", which is recreated below
DROP TRIGGER docs_changed;

-- Add column "size" to "docs"
ALTER TABLE docs ADD COLUMN size INTEGER;
UPDATE docs SET size = length(body);

-- Recreate trigger "docs_changed"
CREATE TRIGGER docs_changed AFTER UPDATE ON docs BEGIN
  INSERT INTO found (found, rowid, body) VALUES ('delete', OLD.id, OLD.body);
  INSERT INTO found (rowid, body) VALUES (NEW.id, NEW.body);
END;

RELEASE penumbra;
