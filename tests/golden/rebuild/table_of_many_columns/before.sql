CREATE TABLE customers (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, street TEXT, house_number TEXT, postal_code TEXT, city TEXT, country TEXT);
