-- note[lint/null-to-default]: Change the default (none → '') of column "last_name" of "customers" and make it NOT NULL: NULL becomes ''

SAVEPOINT penumbra;

-- Change the default (none → '') of column "last_name" of "customers" and make it NOT NULL
-- SQLite can only do this by rebuilding the table
-- In customers.last_name, NULL becomes ''
ALTER TABLE customers RENAME TO __penumbra_old_customers;
CREATE TABLE customers (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT NOT NULL DEFAULT '', street TEXT, house_number TEXT, postal_code TEXT, city TEXT, country TEXT);
INSERT INTO customers (id, first_name, last_name, street, house_number, postal_code, city, country)
  SELECT id, first_name, coalesce(last_name, ''), street, house_number, postal_code, city, country FROM __penumbra_old_customers;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use customers" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM customers) = (SELECT count(*) FROM __penumbra_old_customers)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_customers')) = 8
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_customers;

RELEASE penumbra;
