SAVEPOINT penumbra;

-- Drop CHECK (tax >= 0) of "orders": SQLite can only do this by rebuilding the table
ALTER TABLE orders RENAME TO __penumbra_old_orders;
CREATE TABLE orders (id INTEGER PRIMARY KEY, total INT CONSTRAINT c CHECK (total > 0), tax INT);
INSERT INTO orders (id, total, tax) SELECT id, total, tax FROM __penumbra_old_orders;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use orders" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM orders) = (SELECT count(*) FROM __penumbra_old_orders)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_orders')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_orders;

RELEASE penumbra;
