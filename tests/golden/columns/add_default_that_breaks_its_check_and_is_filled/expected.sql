SAVEPOINT penumbra;

-- Add column "n" to "item"
-- Add CHECK (n > 0) to "item"
-- SQLite can only do this by rebuilding the table
ALTER TABLE item RENAME TO __penumbra_old_item;
CREATE TABLE item (id INTEGER PRIMARY KEY, n INT NOT NULL DEFAULT 0 CHECK (n > 0));
INSERT INTO item (id, n) SELECT id, id FROM __penumbra_old_item;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use item" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM item) = (SELECT count(*) FROM __penumbra_old_item)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_item')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_item;

RELEASE penumbra;
