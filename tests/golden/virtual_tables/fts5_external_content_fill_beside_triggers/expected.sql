SAVEPOINT penumbra;

-- Drop trigger "docs_changed"; it is recreated below
DROP TRIGGER docs_changed;

-- Add column "size" to "docs"
ALTER TABLE docs ADD COLUMN size INTEGER;
UPDATE docs SET size = length(body);

-- Recreate trigger "docs_changed"
CREATE TRIGGER docs_changed AFTER UPDATE ON docs BEGIN
  INSERT INTO found (found, rowid, body) VALUES ('delete', OLD.id, OLD.body);
  INSERT INTO found (rowid, body) VALUES (NEW.id, NEW.body);
END;

-- Everything is taken back if an earlier statement failed
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "an earlier statement failed" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM (SELECT * FROM found LIMIT 1)) >= 0;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;

RELEASE penumbra;
