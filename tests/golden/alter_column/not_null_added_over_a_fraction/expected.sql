-- note[lint/null-to-default]: Make column "price" of "items" NOT NULL: NULL becomes 1.5

SAVEPOINT penumbra;

-- Make column "price" of "items" NOT NULL: SQLite can only do this by rebuilding the table
-- In items.price, NULL becomes 1.5
ALTER TABLE items RENAME TO __penumbra_old_items;
CREATE TABLE items (id INTEGER PRIMARY KEY, price REAL NOT NULL DEFAULT 1.5);
INSERT INTO items (id, price) SELECT id, coalesce(price, 1.5) FROM __penumbra_old_items;

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
