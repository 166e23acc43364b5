-- warning[lint/lossy-type-change]: Change the type (TEXT → INT) of column "total" of "orders": the migration stops if orders.total has text with more digits than INT keeps
-- warning[lint/text-to-number]: Change the type (TEXT → INT) of column "total" of "orders": texts that read as numbers become numbers: '007' becomes 7

SAVEPOINT penumbra;

-- Stop here, with nothing changed, if orders.total has text with more digits than INT keeps
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "orders.total has text with more digits than INT keeps" CHECK (check_1),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use orders" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM orders WHERE total = CAST(total AS NUMERIC) AND typeof(CAST(total AS NUMERIC)) = 'real' AND length(replace(ltrim(total, ' +-0'), '.', '')) > 15);

-- Change the type (TEXT → INT) of column "total" of "orders"
-- SQLite can only do this by rebuilding the table
-- In orders.total, texts that read as numbers become numbers: '007' becomes 7
ALTER TABLE orders RENAME TO __penumbra_old_orders;
CREATE TABLE orders (id INTEGER PRIMARY KEY, total INT);
INSERT INTO orders (id, total) SELECT id, total FROM __penumbra_old_orders;

-- Add column "first_order" to "plans"
-- Add FOREIGN KEY (first_order) REFERENCES orders (id) to "plans"
ALTER TABLE plans ADD COLUMN first_order INTEGER REFERENCES orders (id);

-- Add column "label" to "plans"
ALTER TABLE plans ADD COLUMN label TEXT;

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM orders) = (SELECT count(*) FROM __penumbra_old_orders)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_orders')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 2 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_orders;

RELEASE penumbra;
