-- warning[plan/fill-not-tried]: Cannot test the fill of "orders": no row could be made for it

-- penumbra: allow data-loss
-- Not proven with rows: none could be made for orders

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop column "customer_id" of "orders"
-- Add column "customer_name" to "orders"
-- Drop FOREIGN KEY (customer_id) REFERENCES customers (id) of "orders"
-- SQLite can only do this by rebuilding the table
-- Drop table "customers"
ALTER TABLE orders RENAME TO __penumbra_old_orders;
ALTER TABLE customers RENAME TO __penumbra_old_customers;
CREATE TABLE orders (id INTEGER PRIMARY KEY, total INTEGER, customer_name TEXT NOT NULL);
WITH orders AS (SELECT rowid, id, customer_id, total FROM __penumbra_old_orders),
  customers AS (SELECT rowid, id, name FROM __penumbra_old_customers)
INSERT INTO orders (id, total, customer_name)
  SELECT id, total, (SELECT name FROM customers WHERE customers.id = orders.customer_id) FROM orders;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use orders, customers" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM orders) = (SELECT count(*) FROM __penumbra_old_orders)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_orders') WHERE lower(name) NOT IN ('customer_id')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_orders;
DROP TABLE __penumbra_old_customers;

RELEASE penumbra;
