-- warning[lint/check-on-existing]: Add CHECK (n > 0) to "orders": the migration stops if a row violates it
-- warning[plan/fill-not-tried]: Cannot test the fill of "items": no row could be made for it

-- penumbra: allow data-loss
-- Not proven with rows: none could be made for items

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop column "currency" of "orders"
-- Add CHECK (n > 0) to "orders"
-- SQLite can only do this by rebuilding the table
-- Add column "currency" to "items"
-- Add CHECK (currency <> '') to "items"
-- SQLite can only do this by rebuilding the table
ALTER TABLE orders RENAME TO __penumbra_old_orders;
ALTER TABLE items RENAME TO __penumbra_old_items;
CREATE TABLE orders (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0));
CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  order_id INTEGER REFERENCES orders (id),
  currency TEXT NOT NULL CHECK (currency <> '')
);
INSERT INTO orders (id, n) SELECT id, n FROM __penumbra_old_orders;
WITH orders AS (SELECT rowid, id, currency, n FROM __penumbra_old_orders),
  items AS (SELECT rowid, id, order_id FROM __penumbra_old_items)
INSERT INTO items (id, order_id, currency)
  SELECT id, order_id, (SELECT orders.currency FROM orders WHERE orders.id = items.order_id) FROM items;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use orders, items" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM orders) = (SELECT count(*) FROM __penumbra_old_orders)
    AND (SELECT count(*) FROM items) = (SELECT count(*) FROM __penumbra_old_items)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_orders') WHERE lower(name) NOT IN ('currency')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_items')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_items;
DROP TABLE __penumbra_old_orders;

RELEASE penumbra;
