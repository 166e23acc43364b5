SAVEPOINT penumbra;

-- Add column "price" to "items"
-- Add CHECK (price > 0) to "items"
-- SQLite can only do this by rebuilding the table
ALTER TABLE items RENAME TO __penumbra_old_items;
CREATE TABLE items (id INTEGER PRIMARY KEY, cost INTEGER, price INTEGER NOT NULL DEFAULT 0 CHECK (price > 0));
INSERT INTO items (id, cost, price) SELECT id, cost, cost * 2 FROM __penumbra_old_items;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use items" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM items) = (SELECT count(*) FROM __penumbra_old_items)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_items')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_items;

RELEASE penumbra;
