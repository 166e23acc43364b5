SAVEPOINT penumbra;

-- Stop here, with nothing changed, if docs.size is there already
CREATE TABLE __penumbra_gate (check_1 CONSTRAINT "docs.size is there already" CHECK (check_1));
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('docs') WHERE lower(name) = 'size');

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
INSERT OR ROLLBACK INTO __penumbra_gate (check_1) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
