-- note[lint/null-to-default]: Change the default (none → '') of column "last_name" of "customers" and make it NOT NULL: NULL becomes ''

-- Change the default (none → '') of column "last_name" of "customers" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "customers"
CREATE TABLE __penumbra_new_customers (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT NOT NULL DEFAULT '', street TEXT, house_number TEXT, postal_code TEXT, city TEXT, country TEXT);
INSERT OR ABORT INTO __penumbra_new_customers (id, first_name, last_name, street, house_number, postal_code, city, country)
  SELECT id, first_name, coalesce(last_name, ''), street, house_number, postal_code, city, country FROM customers;
DROP TABLE customers;
ALTER TABLE __penumbra_new_customers RENAME TO customers;
